package org.storedfile.persistence.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** That the database refuses a transaction for what another one did, as it may at a level that the run asks for. */
public final class Refusal implements TestExecutionExceptionHandler {
    private static final String SERIALIZATION_FAILURE = "40001";
    // Of MariaDB: record has changed since last read.
    private static final int CHANGED_SINCE_READ = 1020;
    // Of MariaDB, whose serializable transactions lock what they read.
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        Optional<SQLException> refusal = in(thrown);
        if (refusal.isPresent()) {
            throw new TestAbortedException("refused: " + refusal.get().getMessage(), thrown);
        }
        throw thrown;
    }

    /** Requires that this was thrown because of that. */
    public static void require(Throwable thrown) {
        assertThat(in(thrown)).as("the refusal of the database").isPresent();
    }

    private static Optional<SQLException> in(Throwable thrown) {
        return Isolation.asked().isEmpty() || thrown instanceof AssertionError
                ? Optional.empty()
                : Stream.<@Nullable Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .filter(SQLException.class::isInstance)
                        .map(SQLException.class::cast)
                        .filter(Refusal::isOne)
                        .findFirst();
    }

    private static boolean isOne(SQLException e) {
        return SERIALIZATION_FAILURE.equals(e.getSQLState())
                || (Database.isMaria() && e.getErrorCode() == CHANGED_SINCE_READ)
                || (Database.isMaria() && Isolation.isSerializable() && e.getErrorCode() == LOCK_WAIT_TIMEOUT);
    }
}
