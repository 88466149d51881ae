package crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Makes points of what goes over JDBC: each statement and each commit, named after the table and what is done to it. */
final class WatchedConnections {
    private static final Pattern TABLE =
            Pattern.compile("\\b(?:insert\\s+into|merge\\s+into|delete\\s+from|update|from)\\s+([\\w.\"]+)");

    private static final int H2_GENERAL_ERROR = 50_000;
    private static final int TRIES = 20;

    private WatchedConnections() {}

    static DataSource of(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    static Connection of(Connection connection) {
        Last last = new Last();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                return commit("commit after " + last.statement, connection, method, arguments);
            }
            if (method.getName().equals("getTransactionIsolation")) {
                return isolation(connection);
            }
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return of(PreparedStatement.class, statement, (String) arguments[0], last);
            }
            return result instanceof Statement statement ? of(Statement.class, statement, "", last) : result;
        });
    }

    private static <S extends Statement> S of(Class<S> type, S statement, String sql, Last last) {
        return proxy(type, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            String text = arguments != null && arguments.length > 0 ? (String) arguments[0] : sql;
            String name = name(text);
            last.statement = name;
            return name.isEmpty() ? call(statement, method, arguments) : watched(name, statement, method, arguments);
        });
    }

    /** What a connection did last. */
    private static final class Last {
        private String statement = "";
    }

    // H2 looks it up among all sessions, and fails if it is just closing one, as that of a client that died.
    private static int isolation(Connection connection) throws SQLException {
        for (int left = TRIES; ; left--) {
            try {
                return connection.getTransactionIsolation();
            } catch (SQLException e) {
                if (e.getErrorCode() != H2_GENERAL_ERROR || left == 0) {
                    throw e;
                }
            }
        }
    }

    private static Object commit(String name, Object connection, Method method, Object[] arguments) throws Throwable {
        Points.reached(name + ": before");
        Object result = call(connection, method, arguments);
        Ticket.committed();
        Points.reached(name + ": after");
        return result;
    }

    private static Object watched(String name, Object target, Method method, Object[] arguments) throws Throwable {
        Points.reached(name + ": before");
        Object result = call(target, method, arguments);
        Points.reached(name + ": after");
        return result;
    }

    // Reading is a step only where it locks.
    private static String name(String sql) {
        String text = sql.toLowerCase(Locale.ROOT).strip();
        String verb = text.split("\\s", 2)[0];
        Matcher table = TABLE.matcher(text);
        boolean isStep = !verb.equals("select") || text.contains("for update");
        return isStep && table.find() ? verb + " " + table.group(1).replace("\"", "") : "";
    }

    static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
