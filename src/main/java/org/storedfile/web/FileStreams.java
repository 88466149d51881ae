package org.storedfile.web;

import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells which of the container's streams take files, as Undertow's does. The type is found at the stream, not imported:
 * applications in a server may not see it. Remembers the last one, for a container has one kind: looking it up takes
 * longer than opening the file. Held by a servlet, so that nothing outlives the application. Thread safe.
 */
final class FileStreams {
    private static final String UNDERTOW = "io.undertow.io.BufferWritableOutputStream";
    private static final MethodType TAKES_FILE = MethodType.methodType(void.class, FileChannel.class);
    private static final MethodType TRANSFER = MethodType.methodType(void.class, OutputStream.class, FileChannel.class);

    private volatile Known last = Known.of(OutputStream.class);

    /** Returns what gives such a stream a file, with exactly {@code (OutputStream, FileChannel)}; empty if nothing does. */
    Optional<MethodHandle> transfer(OutputStream out) {
        Known known = last;
        if (known.stream() != out.getClass()) {
            known = Known.of(out.getClass());
            last = known;
        }
        return known.transfer();
    }

    private record Known(Class<?> stream, Optional<MethodHandle> transfer) {
        static Known of(Class<?> stream) {
            Optional<MethodHandle> transfer = Arrays.stream(stream.getInterfaces())
                    .filter(type -> type.getName().equals(UNDERTOW))
                    .findFirst()
                    .flatMap(Known::method);
            return new Known(stream, transfer);
        }

        private static Optional<MethodHandle> method(Class<?> type) {
            try {
                return Optional.of(MethodHandles.publicLookup()
                        .findVirtual(type, "transferFrom", TAKES_FILE)
                        .asType(TRANSFER));
            } catch (NoSuchMethodException | IllegalAccessException e) {
                return Optional.empty(); // another version of it: then the bytes go through the JVM
            }
        }
    }
}
