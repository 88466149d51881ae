package org.storedfile.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import org.storedfile.FileLocation;
import org.storedfile.storage.Key;
import org.storedfile.storage.LikeKeys;

/**
 * That a key was seen somewhere. Sightings of one file come one after the other when they are sorted, in the order of
 * {@link Kind}, and so do those of files whose keys are alike.
 *
 * @param folded what all keys like this one have in common
 * @param key of the file; of a variant it is the key of its original
 * @param actual the key itself
 * @param size in bytes; -1 if it is not known
 * @param time when the object was written, in milliseconds since 1970; 0 for what is no object
 * @param checksum the SHA-256; empty if it is not known
 * @param attribute that refers to it; empty for what is no row
 */
record Sighting(
        String storage,
        String folded,
        String key,
        Kind kind,
        String actual,
        long size,
        long time,
        String checksum,
        String attribute)
        implements Comparable<Sighting> {
    /** Where it was seen. */
    enum Kind {
        OBJECT,
        VARIANT,
        JOURNAL,
        ROW,
        /** A row that only tells of the file's end, and does not need it. */
        FORMER
    }

    // By the values themselves: databases and storages each have an order of their own.
    private static final Comparator<Sighting> ALIKE =
            Comparator.comparing(Sighting::storage).thenComparing(Sighting::folded);

    private static final Comparator<Sighting> ORDER = ALIKE.thenComparing(Sighting::key)
            .thenComparing(Sighting::kind)
            .thenComparing(Sighting::actual)
            .thenComparing(Sighting::attribute);

    private static final int OVERHEAD = 160;

    static Sighting row(Kind kind, FileLocation location, long size, String checksum, String attribute) {
        String key = location.key().value();
        return of(location.storage(), key, kind, key, size, 0, checksum, attribute);
    }

    static Sighting journal(String storage, Key key) {
        return of(storage, key.value(), Kind.JOURNAL, key.value(), -1, 0, "", "");
    }

    static Sighting of(
            String storage,
            String key,
            Kind kind,
            String actual,
            long size,
            long time,
            String checksum,
            String attribute) {
        return new Sighting(storage, LikeKeys.folded(key), key, kind, actual, size, time, checksum, attribute);
    }

    boolean isOfSameFile(Sighting other) {
        return key.equals(other.key) && storage.equals(other.storage);
    }

    /** Tells whether some storages may take both for one file. */
    boolean isAlike(Sighting other) {
        return ALIKE.compare(this, other) == 0;
    }

    /** Tells whether it comes no later than the other and those that are like the other. */
    boolean isNoLaterThan(Sighting other) {
        return ALIKE.compare(this, other) <= 0;
    }

    Key actualKey() {
        return Key.of(actual);
    }

    /** Returns about how many bytes of memory it takes. */
    int weight() {
        return OVERHEAD + 2 * (folded.length() + key.length() + actual.length() + checksum.length());
    }

    @Override
    public int compareTo(Sighting other) {
        return ORDER.compare(this, other);
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(storage);
        out.writeUTF(key);
        out.writeUTF(kind.name());
        out.writeUTF(actual.equals(key) ? "" : actual);
        out.writeLong(size);
        out.writeLong(time);
        out.writeUTF(checksum);
        out.writeUTF(attribute);
    }

    static Sighting read(DataInput in) throws IOException {
        String storage = in.readUTF();
        String key = in.readUTF();
        Kind kind = Kind.valueOf(in.readUTF());
        String actual = in.readUTF();
        return of(
                storage,
                key,
                kind,
                actual.isEmpty() ? key : actual,
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readUTF());
    }
}
