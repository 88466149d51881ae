package org.storedfile.maintenance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import org.storedfile.storage.Key;

/**
 * That a key was seen somewhere. Sightings of one file come one after the other when they are sorted, in the order of
 * {@link Kind}.
 *
 * @param key of the file; of a variant it is the key of its original
 * @param actual the key itself
 * @param size in bytes; -1 if it is not known
 * @param time when the object was written, in milliseconds since 1970; 0 for what is no object
 * @param checksum the SHA-256; empty if it is not known
 * @param attribute that refers to it; empty for what is no row
 */
record Sighting(
        String storage, String key, Kind kind, String actual, long size, long time, String checksum, String attribute)
        implements Comparable<Sighting> {
    /** Where it was seen. */
    enum Kind {
        OBJECT,
        VARIANT,
        JOURNAL,
        ROW
    }

    // By the values themselves: databases and storages each have an order of their own.
    private static final Comparator<Sighting> ORDER = Comparator.comparing(Sighting::storage)
            .thenComparing(Sighting::key)
            .thenComparing(Sighting::kind)
            .thenComparing(Sighting::actual)
            .thenComparing(Sighting::attribute);

    private static final int OVERHEAD = 160;

    static Sighting row(String storage, Key key, long size, String checksum, String attribute) {
        return new Sighting(storage, key.value(), Kind.ROW, key.value(), size, 0, checksum, attribute);
    }

    static Sighting journal(String storage, Key key) {
        return new Sighting(storage, key.value(), Kind.JOURNAL, key.value(), -1, 0, "", "");
    }

    boolean isOfSameFile(Sighting other) {
        return key.equals(other.key) && storage.equals(other.storage);
    }

    Key actualKey() {
        return Key.of(actual);
    }

    /** Returns about how many bytes of memory it takes. */
    int weight() {
        return OVERHEAD + 2 * (key.length() + actual.length() + checksum.length());
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
        return new Sighting(
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
