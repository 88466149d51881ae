package org.storedfile.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Contents that behave and contents that do not. */
public final class TestContents {
    private TestContents() {}

    /** Returns {@code size} bytes that look random and are the same each time. */
    public static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Returns the text in UTF-8. */
    public static Content text(String text) {
        return Content.of(text.getBytes(UTF_8));
    }

    /** Returns the text as {@link #text} does, as one of a group of writes. */
    public static Content grouped(String text, WriteGroup group) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public Optional<WriteGroup> group() {
                return Optional.of(group);
            }
        };
    }

    /** Returns content that can be read again and does not know its length. */
    public static Watched unknownLength(byte[] bytes) {
        return new Watched(() -> new ByteArrayInputStream(bytes), OptionalLong.empty(), true);
    }

    /** Returns content that says it has {@code length} bytes, which need not be true. */
    public static Watched declared(long length, byte[] bytes, boolean repeatable) {
        return new Watched(() -> new ByteArrayInputStream(bytes), OptionalLong.of(length), repeatable);
    }

    /** Returns content of unknown length that fails with "the source broke" after {@code bytes}. */
    public static Watched breaksAfter(byte[] bytes) {
        return new Watched(
                () -> new BreakingStream(bytes, new IOException("the source broke")), OptionalLong.empty(), false);
    }

    /** Returns content that promises one byte more than the {@code bytes} after which it fails. */
    public static Watched breaksBeforeTheLastByte(byte[] bytes) {
        return new Watched(
                () -> new BreakingStream(bytes, new IOException("the source broke")),
                OptionalLong.of(bytes.length + 1L),
                true);
    }

    /** Returns content that fails with an unchecked exception after {@code bytes}. */
    public static Watched throwsAfter(byte[] bytes) {
        return new Watched(
                () -> new BreakingStream(bytes, new IllegalStateException("the source broke")),
                OptionalLong.empty(),
                false);
    }

    /** Returns so many zeros, which take no memory. */
    public static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                int read = (int) Math.min(count, left);
                left -= read;
                return read == 0 && count > 0 ? -1 : read;
            }
        };
    }

    /** Opens a stream. */
    @FunctionalInterface
    public interface Source {
        /** Opens it. */
        InputStream open() throws IOException;
    }

    /** Content that counts how often its streams were opened and closed. */
    public static final class Watched implements Content {
        private final Source source;
        private final OptionalLong length;
        private final boolean repeatable;
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        Watched(Source source, OptionalLong length, boolean repeatable) {
            this.source = source;
            this.length = length;
            this.repeatable = repeatable;
        }

        @Override
        public InputStream open() throws IOException {
            if (opened.getAndIncrement() > 0 && !repeatable) {
                throw new IOException("content that can be read once was opened twice");
            }
            return new WatchedStream(source.open(), closed);
        }

        @Override
        public OptionalLong length() {
            return length;
        }

        @Override
        public boolean isRepeatable() {
            return repeatable;
        }

        /** Returns how many streams were opened. */
        public int opened() {
            return opened.get();
        }

        /** Returns how many streams were closed, each counted once. */
        public int closed() {
            return closed.get();
        }
    }

    /** Content with a media type and a name. */
    public record Described(Content content, String type, String name) implements Content {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }

        @Override
        public OptionalLong length() {
            return content.length();
        }

        @Override
        public boolean isRepeatable() {
            return content.isRepeatable();
        }

        @Override
        public Optional<String> contentType() {
            return Optional.of(type);
        }

        @Override
        public Optional<String> fileName() {
            return Optional.ofNullable(name);
        }
    }

    private static final class WatchedStream extends FilterInputStream {
        private final AtomicInteger closed;
        private boolean isClosed;

        WatchedStream(InputStream in, AtomicInteger closed) {
            super(in);
            this.closed = closed;
        }

        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                closed.incrementAndGet();
            }
            super.close();
        }
    }

    private static final class BreakingStream extends InputStream {
        private final InputStream bytes;
        private final Exception failure;

        BreakingStream(byte[] bytes, Exception failure) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            int next = bytes.read();
            return next < 0 ? fail() : next;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            int read = bytes.read(target, offset, count);
            return read < 0 ? fail() : read;
        }

        private int fail() throws IOException {
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (IllegalStateException) failure;
        }
    }
}
