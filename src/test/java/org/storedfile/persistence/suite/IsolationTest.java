package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.persistence.suite.model.Note;
import org.storedfile.persistence.suite.run.Isolation;
import org.storedfile.persistence.suite.run.Unit;

/** The run is at the isolation level that it claims, as its database tells. */
@EnabledIfSystemProperty(named = "storedfile.test.isolation", matches = ".+")
@DisplayNameGeneration(ReplaceUnderscores.class)
class IsolationTest {
    private final String asked = Isolation.asked().orElseThrow();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void all_transactions_have_it(boolean isJta) {
        try (Unit unit = start(isJta)) {
            assertThat(inTransaction(unit)).isEqualTo(asked);
            // Of a connection that was in use before.
            assertThat(inTransaction(unit)).isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_outside_of_them_have_it(boolean isJta) throws SQLException {
        try (Unit unit = start(isJta)) {
            assertThat(outside(unit.source())).isEqualTo(asked);
            assertThat(outside(unit.apart())).isEqualTo(asked);
        }
    }

    private static Unit start(boolean isJta) {
        Unit unit = Unit.of(Note.class);
        return (isJta ? unit.jta() : unit).start();
    }

    private static String inTransaction(Unit unit) {
        return unit.compute(em -> {
            em.persist(new Note("note" + System.nanoTime(), "text", null));
            em.flush();
            return name((String) em.createNativeQuery(Isolation.query()).getSingleResult());
        });
    }

    private static String outside(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(Isolation.query())) {
            assertThat(results.next()).isTrue();
            return name(results.getString(1));
        }
    }

    private static String name(String told) {
        String name = told.toLowerCase(Locale.ROOT).replace('-', ' ');
        return name.equals("repeatable read on") ? "snapshot" : name.replaceAll(" off$", "");
    }
}
