package crash;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What PostgreSQL has prepared and nobody is left to decide: it is done here, either way, as an operator does. */
record Branches(Connection connection, BooleanSupplier commits) {
    private static final long PATIENCE_SECONDS = 60;

    /** Decides those of a process that is dead, of which the server may still be preparing some. */
    int decide(long process) throws SQLException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int decided = 0;
        boolean isConnected = true;
        while (isConnected) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the connections of process " + process + " outlive it");
            }
            isConnected = isConnected(process);
            decided += decide(names("").stream()
                    .filter(name -> text(name).contains(Narayana.identifier(process)))
                    .toList());
            Thread.sleep(isConnected ? 20 : 0);
        }
        return decided;
    }

    private boolean isConnected(long process) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from pg_stat_activity where application_name = '"
                        + Narayana.identifier(process) + "'")) {
            return row.next();
        }
    }

    /** Decides those that are older than the server: whoever prepared them has lost its connection. */
    int decideOld() throws SQLException {
        return decide(names(" where prepared < pg_postmaster_start_time()"));
    }

    private int decide(List<String> names) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute((commits.getAsBoolean() ? "commit" : "rollback") + " prepared '" + name + "'");
            }
        }
        return names.size();
    }

    private List<String> names(String condition) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select gid from pg_prepared_xacts" + condition)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    // The driver makes a name of a format, and of what the transaction manager calls transaction and branch.
    private static String text(String name) {
        return new String(Base64.getMimeDecoder().decode(name.split("_")[1]), StandardCharsets.ISO_8859_1);
    }
}
