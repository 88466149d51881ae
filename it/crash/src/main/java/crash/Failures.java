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
    /** Serialization failure, deadlock, a lock waited for too long, and a key of a row that another transaction changed. */
    private static final Set<String> CONFLICTS =
            Set.of("40001", "40P01", "23503", "23505", "23506", "50200", "90131", "HYT00");

    /** Serialization failure, which may come as a deadlock. */
    private static final Set<String> SERIALIZATION = Set.of("40001", "40P01");

    /** The machine was so busy that the journal would not vouch for its intents, which live for seconds here. */
    private static final String SLOW = "more than the grace after which others may act";

    /** A file moves that another transaction replaced meanwhile; were it lost, a row would still hold it. */
    private static final String REMOVED = "does not exist: it was removed meanwhile";

    private static final int DEPTH = 20;

    private Failures() {}

    /** Tells whether to try once more is all there is to do. */
    static boolean isSerialization(Throwable failure) {
        return causes(failure).anyMatch(cause -> isOf(cause, SERIALIZATION));
    }

    static boolean isExpected(Throwable failure) {
        return causes(failure).anyMatch(Failures::isConflict);
    }

    /** Tells whether the machine was too slow for the journal. */
    static boolean isSlow(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(SLOW));
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
                || isOf(cause, CONFLICTS);
    }

    private static boolean isOf(Throwable cause, Set<String> states) {
        return cause instanceof SQLException sql && states.contains(String.valueOf(sql.getSQLState()));
    }

    // Transaction managers add what went wrong in resources and synchronizations to what they throw.
    private static Stream<Throwable> causes(Throwable failure) {
        return causes(failure, DEPTH);
    }

    private static Stream<Throwable> causes(Throwable failure, int depth) {
        if (failure == null || depth == 0) {
            return Stream.empty();
        }
        Stream<Throwable> suppressed = Stream.of(failure.getSuppressed()).flatMap(each -> causes(each, depth / 2));
        return Stream.of(Stream.of(failure), causes(failure.getCause(), depth - 1), suppressed)
                .flatMap(each -> each);
    }
}
