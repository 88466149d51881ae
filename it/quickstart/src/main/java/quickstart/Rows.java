package quickstart;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table as plain SQL sees it, over a connection of its own. */
@ApplicationScoped
public class Rows {
    Map<String, String> row(long id) throws SQLException {
        return select("select * from Document where id = " + id);
    }

    long count() throws SQLException {
        return Long.parseLong(select("select count(*) as n from Document").get("N"));
    }

    private static Map<String, String> select(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:quickstart");
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            Map<String, String> row = new LinkedHashMap<>();
            result.next();
            ResultSetMetaData columns = result.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), result.getString(i));
            }
            return row;
        }
    }
}
