package org.storedfile;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has one of several see to it, the next one if it cannot, and nobody if there is none. */
record AnyOfLooseObjects(Collection<LooseObjects> all) implements LooseObjects {
    @Override
    public void expires(FileLocation file, Duration lifetime) {
        ask(one -> {
            one.expires(file, lifetime);
            return () -> {};
        });
    }

    @Override
    public Runnable goesWithOriginal(FileLocation variant) {
        return ask(one -> one.goesWithOriginal(variant));
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
