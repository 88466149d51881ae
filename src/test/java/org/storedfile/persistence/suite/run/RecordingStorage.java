package org.storedfile.persistence.suite.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** A storage in memory that writes down each call, such as {@code write covers/front.png}, and fails when asked. */
public final class RecordingStorage implements Storage {
    private final Map<Key, byte[]> objects = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Set<Thread> writers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger mostDeleted = new AtomicInteger();
    private volatile Predicate<String> failing = call -> false;
    private volatile Runnable beforeWrite = () -> {};
    private volatile Runnable onceRead = () -> {};

    @Override
    public StoredObject write(Key key, Content content) throws IOException {
        writers.add(Thread.currentThread());
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            return written(key, content);
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public InputStream read(Key key, ByteRange range) throws IOException {
        record("read", key.value());
        byte[] bytes = objects.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key.value());
        }
        ByteRange part = range.within(bytes.length);
        return new ByteArrayInputStream(bytes, (int) part.start(), (int) part.length());
    }

    @Override
    public Optional<StoredObject> find(Key key) throws IOException {
        record("find", key.value());
        return Optional.ofNullable(objects.get(key)).map(bytes -> object(key, bytes));
    }

    @Override
    public void delete(Collection<Key> keys) throws IOException {
        IOException failed = null;
        mostDeleted.accumulateAndGet(keys.size(), Math::max);
        for (Key key : keys) {
            try {
                record("delete", key.value());
                objects.remove(key);
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        record("list", prefix);
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().value().startsWith(prefix))
                .map(entry -> object(entry.getKey(), entry.getValue()));
    }

    /** Puts an object there, without a call. */
    public void put(String key, String text) {
        objects.put(Key.of(key), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Returns the keys of all objects. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        objects.keySet().forEach(key -> keys.add(key.value()));
        return keys;
    }

    /** Returns an object's bytes as text. */
    public String text(String key) {
        return new String(objects.get(Key.of(key)), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Returns the calls in their order. */
    public List<String> calls() {
        return new ArrayList<>(calls);
    }

    /** Returns the calls of one operation. */
    public List<String> calls(String operation) {
        return calls.stream().filter(call -> call.startsWith(operation + " ")).toList();
    }

    /** Returns the threads that wrote. */
    public Set<Thread> writers() {
        return Set.copyOf(writers);
    }

    /** Returns how many writes have begun and not ended. */
    public int underWay() {
        return underWay.get();
    }

    /** Returns how many writes ran at the same time, at most. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Returns how many objects were to be removed by one call, at most. */
    public int mostDeleted() {
        return mostDeleted.get();
    }

    /** Forgets calls, not objects. */
    public void forgetCalls() {
        calls.clear();
    }

    /** Lets each call fail that {@code call} accepts, written as in {@link #calls}. */
    public void failOn(Predicate<String> call) {
        failing = call;
    }

    /** Runs something in each write before the bytes are read. */
    public void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    /** Runs something in each write after the bytes were read, and before they are there. */
    public void onceRead(Runnable action) {
        onceRead = action;
    }

    /** Empties it, and has nothing fail. */
    public void reset() {
        objects.clear();
        calls.clear();
        writers.clear();
        mostAtOnce.set(0);
        mostDeleted.set(0);
        failing = call -> false;
        beforeWrite = () -> {};
        onceRead = () -> {};
    }

    private StoredObject written(Key key, Content content) throws IOException {
        beforeWrite.run();
        record("write", key.value());
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readAllBytes();
        }
        onceRead.run();
        if (objects.putIfAbsent(key, bytes) != null) {
            throw new FileAlreadyExistsException(key.value());
        }
        return object(key, bytes);
    }

    private void record(String operation, String key) throws IOException {
        String call = operation + " " + key;
        calls.add(call);
        if (failing.test(call)) {
            throw new IOException("the disk is on fire: " + call);
        }
    }

    private static StoredObject object(Key key, byte[] bytes) {
        return new StoredObject(key, bytes.length, Instant.EPOCH);
    }
}
