package org.storedfile.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The elements of another stream, whose failures, which may come with any element, are told in other words. */
final class ToldStream<T> extends Spliterators.AbstractSpliterator<T> {
    private final Spliterator<T> elements;
    private final UnaryOperator<IOException> teller;
    private @Nullable T next;

    private ToldStream(Spliterator<T> elements, UnaryOperator<IOException> teller) {
        super(elements.estimateSize(), elements.characteristics() & ~(Spliterator.SORTED | Spliterator.SUBSIZED));
        this.elements = elements;
        this.teller = teller;
    }

    /** Closes {@code stream} with the stream that it returns. */
    static <T> Stream<T> of(Stream<T> stream, UnaryOperator<IOException> teller) {
        return StreamSupport.stream(new ToldStream<>(stream.spliterator(), teller), false)
                .onClose(() -> told(stream::close, teller));
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        next = null;
        told(() -> elements.tryAdvance(element -> next = element), teller);
        T element = next;
        if (element == null) {
            return false;
        }
        // Outside: the failures of whoever reads the stream are not ours.
        action.accept(element);
        return true;
    }

    private static void told(Runnable call, UnaryOperator<IOException> teller) {
        try {
            call.run();
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(teller.apply(e.getCause()));
        }
    }
}
