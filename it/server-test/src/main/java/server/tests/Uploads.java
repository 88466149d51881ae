package server.tests;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The uploads in parts that an object server has not finished. A test may hold their parts. Thread safe. */
final class Uploads {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Map<String, Upload> unfinished = new TreeMap<>();
    private int parts;
    private boolean isHeld;

    private record Upload(String key, SortedMap<Integer, byte[]> parts) {}

    /** Begins one, and returns its id. */
    synchronized String begin(String key) {
        String id = UUID.randomUUID().toString();
        unfinished.put(id, new Upload(key, new TreeMap<>()));
        return id;
    }

    /** Takes a part as soon as none is held, and tells whether its upload is still there. */
    synchronized boolean take(String id, int number, byte[] part) throws InterruptedException {
        parts++;
        notifyAll();
        await(uploads -> !uploads.isHeld);
        Optional<Upload> upload = Optional.ofNullable(unfinished.get(id));
        upload.ifPresent(known -> known.parts().put(number, part));
        return upload.isPresent();
    }

    /** Finishes one, and returns its bytes. */
    synchronized Optional<byte[]> finish(String id) {
        return remove(id).map(upload -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            upload.parts().values().forEach(whole::writeBytes);
            return whole.toByteArray();
        });
    }

    /** Gives one up, and tells whether it was there. */
    synchronized boolean abort(String id) {
        return remove(id).isPresent();
    }

    /** Returns the key of each, by its id. */
    synchronized Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        unfinished.forEach((id, upload) -> keys.put(id, upload.key()));
        return keys;
    }

    /** Returns how many parts have come so far, those that are held included. */
    synchronized int parts() {
        return parts;
    }

    /** Holds all parts from now on, or lets them go. */
    synchronized void hold(boolean isHeld) {
        this.isHeld = isHeld;
        notifyAll();
    }

    /** Waits until it is so. */
    synchronized void await(Predicate<Uploads> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.test(this)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("after " + parts + " parts there are still " + keys());
            }
            wait(left);
        }
    }

    private Optional<Upload> remove(String id) {
        Optional<Upload> upload = Optional.ofNullable(unfinished.remove(id));
        notifyAll();
        return upload;
    }
}
