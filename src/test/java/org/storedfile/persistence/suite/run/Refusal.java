package org.storedfile.persistence.suite.run;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** That the database refuses a transaction for what another one did, as it may at the run's isolation level. */
public final class Refusal implements TestExecutionExceptionHandler {
    private static final String SERIALIZATION_FAILURE = "40001";
    // Of H2: row was changed by another transaction.
    private static final int CONCURRENT_UPDATE = 90131;
    // Of MariaDB: record has changed since last read.
    private static final int CHANGED_SINCE_READ = 1020;
    // Of MariaDB, whose serializable transactions lock what they read.
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        abortIfIs(thrown);
        throw thrown;
    }

    /** Aborts the test if that is why this was thrown. */
    public static void abortIfIs(Throwable thrown) {
        Isolation.asked()
                .ifPresent(level -> in(thrown).ifPresent(refusal -> {
                    throw new TestAbortedException("refused at " + level + ": " + refusal.getMessage(), thrown);
                }));
    }

    private static Optional<SQLException> in(Throwable thrown) {
        return thrown instanceof AssertionError
                ? Optional.empty()
                : Stream.<@Nullable Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .filter(SQLException.class::isInstance)
                        .map(SQLException.class::cast)
                        .filter(Refusal::isOne)
                        .findFirst();
    }

    private static boolean isOne(SQLException e) {
        if (Database.isMaria()) {
            return SERIALIZATION_FAILURE.equals(e.getSQLState())
                    || e.getErrorCode() == CHANGED_SINCE_READ
                    || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
        }
        return SERIALIZATION_FAILURE.equals(e.getSQLState())
                || !Database.isPostgres() && e.getErrorCode() == CONCURRENT_UPDATE;
    }
}
