package org.storedfile.persistence.suite.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.api.Trigger;

/** Has a database leave some values as they are, whatever an update says. */
public final class KeepingTrigger implements Trigger {
    private static volatile Set<String> kept = Set.of();

    /** Has the rows that have these values in that column keep them, until what is returned is run. */
    public static Runnable keep(Unit unit, String table, String column, Set<String> values) {
        kept = Set.copyOf(values);
        String some = values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
        if (Database.isMaria()) {
            execute(
                    unit,
                    "create trigger keeping before update on " + table + " for each row set new." + column
                            + " = if(old." + column + " in (" + some + "), old." + column + ", new." + column + ")");
            return () -> execute(unit, "drop trigger keeping");
        }
        if (Database.isPostgres()) {
            execute(
                    unit,
                    "create function keeping() returns trigger language plpgsql as $$ begin if old." + column + " in ("
                            + some + ") then new." + column + " := old." + column + "; end if; return new; end $$");
            execute(
                    unit,
                    "create trigger keeping before update on " + table + " for each row execute function keeping()");
            return () -> execute(unit, "drop function keeping cascade");
        }
        String name = table.contains(".") ? table.substring(0, table.indexOf('.') + 1) + "keeping" : "keeping";
        execute(
                unit,
                "create trigger " + name + " before update on " + table + " for each row call '"
                        + KeepingTrigger.class.getName() + "'");
        return () -> execute(unit, "drop trigger " + name);
    }

    private static void execute(Unit unit, String sql) {
        try (Connection connection = unit.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] now) {
        for (int i = 0; i < before.length; i++) {
            if (before[i] != null && kept.contains(Objects.toString(before[i]))) {
                now[i] = before[i];
            }
        }
    }
}
