package org.storedfile.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Looks whether a file's object is what its rows say. Thread safe. */
final class ContentCheck {
    private final StoredFiles files;
    private final Checksums checksums;
    private final LongAdder unchecked = new LongAdder();

    ContentCheck(StoredFiles files, Checksums checksums) {
        this.files = files;
        this.checksums = checksums;
    }

    /** Returns how many files there was no checksum for since the last call. */
    long takeUnchecked() {
        return unchecked.sumThenReset();
    }

    /** Returns what seems to be wrong with a file that rows refer to. */
    List<Suspicion> look(Group group) {
        Storage storage = files.storage(group.location().storage());
        try {
            return look(group, storage);
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: whatever a client throws for one object, the others are still looked at.
            return List.of(suspicion(Problem.UNREADABLE, group, -1, "it could not be looked at: " + e));
        }
    }

    private List<Suspicion> look(Group group, Storage storage) throws IOException {
        Key key = group.location().key();
        Sighting listed = group.original();
        Optional<StoredObject> object = listed != null && checksums == Checksums.NONE
                ? Optional.of(new StoredObject(key, listed.size(), Instant.EPOCH))
                : storage.find(key);
        if (object.isEmpty()) {
            return group.isNeeded()
                    ? List.of(suspicion(Problem.MISSING, group, -1, "there is no such object"))
                    : List.of();
        }
        List<Suspicion> found = new ArrayList<>();
        sizes(group, object.get(), found);
        sums(group, object.get(), storage, found);
        return found;
    }

    private static void sizes(Group group, StoredObject object, List<Suspicion> found) {
        group.rows().stream()
                .filter(row -> row.size() >= 0 && row.size() != object.size())
                .map(row -> suspicion(
                        Problem.WRONG_SIZE,
                        group,
                        row,
                        object.size(),
                        "the object has " + object.size() + " bytes, the row says " + row.size()))
                .forEach(found::add);
    }

    private void sums(Group group, StoredObject object, Storage storage, List<Suspicion> found) throws IOException {
        if (checksums == Checksums.NONE) {
            return;
        }
        Optional<String> kept = object.checksum();
        Optional<String> actual = checksums == Checksums.READ ? Optional.of(read(storage, object.key())) : kept;
        boolean isTold = group.rows().stream().anyMatch(row -> !row.checksum().isEmpty());
        if (actual.isEmpty() || (!isTold && (kept.isEmpty() || checksums == Checksums.STORED))) {
            unchecked.increment();
            return;
        }
        if (kept.isPresent() && !kept.equals(actual)) {
            found.add(suspicion(
                    Problem.WRONG_CHECKSUM, group, object.size(), differs(actual.get(), "storage", kept.get())));
        }
        group.rows().stream()
                .filter(row -> !row.checksum().isEmpty() && !row.checksum().equalsIgnoreCase(actual.get()))
                .map(row -> suspicion(
                        Problem.WRONG_CHECKSUM,
                        group,
                        row,
                        object.size(),
                        differs(actual.get(), "row", row.checksum())))
                .forEach(found::add);
    }

    private static String differs(String actual, String who, String says) {
        return "the object's SHA-256 is " + actual + ", the " + who + " says " + says;
    }

    /** Returns the SHA-256 of the object's bytes. */
    static String read(Storage storage, Key key) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(storage.read(key), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static Suspicion suspicion(Problem problem, Group group, long size, String detail) {
        return suspicion(problem, group, group.rows().get(0), size, detail);
    }

    private static Suspicion suspicion(Problem problem, Group group, Sighting row, long size, String detail) {
        return new Suspicion(problem, group.location(), group.location().key().value(), row.attribute(), size, detail);
    }
}
