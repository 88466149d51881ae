package org.storedfile.journal;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which storages failed of late, and so are left alone for a while. Thread safe. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 6;

    private final Duration first;
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();

    private record Rest(int failures, Duration time, long until) {
        boolean isNow() {
            return System.nanoTime() - until < 0;
        }
    }

    BackOff(Duration first) {
        this.first = first;
    }

    boolean isResting(String storage) {
        Rest rest = rests.get(storage);
        return rest != null && rest.isNow();
    }

    void succeeded(String storage) {
        rests.remove(storage);
    }

    /**
     * Returns how long the storage rests now; empty if it need not, as it answered, and refused only what it was asked
     * for. What many found out at the same moment is one failure.
     */
    Optional<Duration> failed(String storage, Throwable cause) {
        if (isRefusal(cause)) {
            return Optional.empty();
        }
        Rest now = rests.compute(storage, (any, before) -> {
            if (before == null) {
                return after(0);
            }
            return before.isNow() ? before : after(before.failures);
        });
        return Optional.of(now.time);
    }

    // As Storage.delete says, for every key that it tells of. The class itself is what java.nio makes of EIO, ESTALE
    // and all else that has no type.
    private static boolean isRefusal(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean hasType = failure instanceof FileSystemException && failure.getClass() != FileSystemException.class;
        boolean isOfOne = hasType || (cause != null && isRefusal(cause));
        return isOfOne && Stream.of(failure.getSuppressed()).allMatch(BackOff::isRefusal);
    }

    private Rest after(int failures) {
        Duration time = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Rest(failures + 1, time, System.nanoTime() + time.toNanos());
    }
}
