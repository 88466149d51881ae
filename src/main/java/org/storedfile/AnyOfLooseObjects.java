package org.storedfile;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has one of several see to it, the next one if it cannot, and nobody if there is none. What expires is told to the first
 * that comes later, unless none is expected. Thread safe.
 */
final class AnyOfLooseObjects implements LooseObjects {
    /** So many at most wait for somebody to be told to. */
    static final int MOST_EARLY = 1_000;

    private static final String UNTIL = "until StagedFiles.expire removes it";
    private static final System.Logger LOG = System.getLogger(AnyOfLooseObjects.class.getName());

    private record Early(FileLocation file, Instant end) {}

    private final Set<LooseObjects> all = ConcurrentHashMap.newKeySet();
    private final boolean isOneExpected;
    private final List<Early> early = new ArrayList<>();
    private boolean isFull;

    AnyOfLooseObjects(boolean isOneExpected) {
        this.isOneExpected = isOneExpected;
    }

    /** Adds one, and returns what forgets it again. */
    Runnable add(LooseObjects one) {
        List<Early> untold;
        synchronized (early) {
            all.add(one);
            untold = List.copyOf(early);
            early.clear();
        }
        untold.forEach(this::tell);
        return () -> all.remove(one);
    }

    @Override
    public void expires(FileLocation file, Duration lifetime) {
        if (!isEarly(file, lifetime)) {
            ask(one -> {
                one.expires(file, lifetime);
                return () -> {};
            });
        }
    }

    @Override
    public Runnable goesWithOriginal(FileLocation variant) {
        return ask(one -> one.goesWithOriginal(variant));
    }

    private boolean isEarly(FileLocation file, Duration lifetime) {
        synchronized (early) {
            if (!all.isEmpty() || !isOneExpected) {
                return false;
            }
            if (early.size() < MOST_EARLY) {
                early.add(new Early(file, Clock.systemUTC().instant().plus(lifetime)));
            } else if (!isFull) {
                isFull = true;
                LOG.log(Level.WARNING, "no journal is open: ''{0}'' and what is staged later stay " + UNTIL, file);
            }
            return true;
        }
    }

    private void tell(Early file) {
        Duration left = Duration.between(Clock.systemUTC().instant(), file.end());
        try {
            expires(file.file(), left.isNegative() ? Duration.ZERO : left);
        } catch (StoredFileException e) {
            LOG.log(Level.WARNING, "'" + file.file() + "' was staged while no journal was open, and stays " + UNTIL, e);
        }
    }

    private Runnable ask(Function<LooseObjects, Runnable> question) {
        @Nullable StoredFileException failed = null;
        for (LooseObjects one : all) {
            try {
                return question.apply(one);
            } catch (StoredFileException e) {
                if (failed != null) {
                    e.addSuppressed(failed);
                }
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return () -> {};
    }
}
