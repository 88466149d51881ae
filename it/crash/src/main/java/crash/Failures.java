package crash;

import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells failures that come with two nodes that change the same rows from those that must not be. */
final class Failures {
    /** Serialization failure, deadlock, and a unique key or foreign key of a row that another transaction changed. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23503", "23505", "23506", "50200", "90131");

    /** The machine was so busy that the journal would not vouch for its intents, which live for seconds here. */
    private static final String SLOW = "more than the grace after which others may act";

    /** A file moves that another transaction replaced meanwhile; were it lost, a row would still hold it. */
    private static final String REMOVED = "does not exist: it was removed meanwhile";

    private Failures() {}

    static boolean isExpected(Throwable failure) {
        return causes(failure).anyMatch(Failures::isConflict);
    }

    static String describe(Throwable failure) {
        return causes(failure)
                .map(Throwable::toString)
                .collect(Collectors.joining(" <- "))
                .replaceAll("\\s+", " ");
    }

    private static boolean isConflict(Throwable cause) {
        return cause instanceof Work.GoneException
                || String.valueOf(cause.getMessage()).contains(SLOW)
                || String.valueOf(cause.getMessage()).contains(REMOVED)
                || cause instanceof WatchedBytes.BrokenFileException
                || cause instanceof OptimisticLockException
                || cause instanceof PessimisticLockException
                || cause instanceof EntityNotFoundException
                || cause instanceof SQLException sql && CONFLICTS.contains(String.valueOf(sql.getSQLState()));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
