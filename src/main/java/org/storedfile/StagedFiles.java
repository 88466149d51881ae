package org.storedfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.StagedUpload.Ticket;
import org.storedfile.storage.Content;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.Key;
import org.storedfile.storage.PartedUpload;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;
import org.storedfile.storage.UploadTerms;

/**
 * Files that are stored before the transaction that will hold them, so that a slow client holds no database connection.
 * They lie below {@value #FOLDER} and are no attribute's: the new file that this gives is a copy of one, made by its
 * flush inside the storage, with all rules, names and sibling values of a new file. So a rollback loses nothing, a staged
 * file can be tried again, and what a client does to it later changes no row's file. That flush is also when a {@link
 * FileScanner} sees it, and with one its bytes stream through the application. All of them go with {@link #expire}, and
 * where the journal is on by themselves, once their {@linkplain #lasting lifetime} has passed. Thread safe.
 */
public final class StagedFiles {
    /** Where staged files lie in their storage. */
    public static final String FOLDER = "staged/";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 16;
    private static final int BATCH = 1_000;

    static final Duration LIFETIME = Duration.ofDays(1);

    private final StoredFiles files;
    private final String storageName;
    private final Duration lifetime;

    StagedFiles(StoredFiles files, String storageName, Duration lifetime) {
        this.files = files;
        this.storageName = storageName;
        this.lifetime = lifetime;
        files.storage(storageName);
    }

    /**
     * Returns the same with another lifetime of what it stages: a day unless set. It begins before the first byte is
     * stored, or when a client can send it no more. The journal removes it when it has passed; what was staged before one was open, as
     * before the first use of a persistence unit, it learns when it opens, if this process lives until then. Choose one
     * beyond the longest time that storing and what follows until the commit take.
     */
    public StagedFiles lasting(Duration other) {
        return new StagedFiles(files, storageName, other);
    }

    /**
     * Stores the bytes now, and returns a new file with them for an attribute of the same storage or of another. Not
     * within a transaction: nothing here waits for one or is undone by one.
     *
     * @throws IOException if they cannot be read or stored
     * @throws StoredFileException if the journal, where it is on, cannot be written
     */
    public FileRef store(String name, Content content) throws IOException {
        String clean = FileNames.clean(name);
        try (OnceContent once = new OnceContent(content)) {
            String type = files.contentTypes().detect(clean, once.head(ContentTypeDetector.HEAD_LENGTH));
            Key key = newKey();
            expires(key, lifetime);
            StoredObject object = storage().write(key, new StagedContent(once, type, clean));
            return copyOf(object, clean);
        }
    }

    /**
     * Lets a client send the bytes to the storage itself, with one PUT. The application has checked before that this
     * user may send such a file.
     *
     * @throws StoredFileException if the storage takes nothing from clients
     * @throws IllegalArgumentException if the storage cannot take such a file with one request
     */
    public StagedUpload put(String name, UploadTerms terms) {
        return request(name, terms, direct()::put);
    }

    /** The same with a form, for pages without scripts; the terms must have a checksum. */
    public StagedUpload form(String name, UploadTerms terms) {
        return request(name, terms, direct()::form);
    }

    /**
     * The same for what is too large for one request, in parts, which a client may send side by side and again. Makes a
     * request of its own. Parts that nobody claims go when the file expires; without the journal, a lifecycle rule of the
     * bucket must remove them.
     *
     * @param partSize in bytes, of all parts but the last; S3 takes 5 MiB to 5 GiB, and 10 000 parts
     * @throws StoredFileException if the storage takes no parts from clients
     * @throws IllegalArgumentException if the storage cannot take such parts
     * @throws IOException if the storage cannot be asked
     */
    public StagedUpload.Parts parts(String name, UploadTerms terms, long partSize) throws IOException {
        String clean = FileNames.clean(name);
        PartedUploads parted = parted();
        Key key = newKey();
        expires(key, lifetime.plus(terms.expiry()));
        PartedUpload begun = parted.begin(key, terms, partSize);
        return new StagedUpload.Parts(ticket(key, clean, terms, begun.id()), begun.partSize(), begun.parts());
    }

    /**
     * Returns a new file with what a client sent, once all parts have arrived. Size and, as far as the storage tells them,
     * type and checksum are looked up; a checksum that it does not tell, as S3 of what came in parts, is made by reading
     * the object. The attribute's rules follow at flush.
     *
     * @throws NoSuchFileException if the client has sent nothing
     * @throws FileRefusedException if it is not what was agreed; the object is removed
     * @throws IOException if the storage cannot be asked
     */
    public FileRef claim(Ticket ticket) throws IOException {
        Key key = Key.of(ticket.key());
        if (!ticket.storage().equals(storageName) || !ticket.key().startsWith(FOLDER)) {
            throw new IllegalArgumentException("the ticket is one of the storage '" + ticket.storage() + "'");
        }
        if (ticket.parts() != null) {
            parted().complete(key, ticket.parts(), ticket.size());
        }
        StoredObject object = sent(ticket, key)
                .orElseThrow(() ->
                        new NoSuchFileException(ticket.name(), null, "the client has not sent it, or it has expired"));
        Optional<String> fault = fault(ticket, object);
        if (fault.isPresent()) {
            storage().delete(List.of(key));
            throw new FileRefusedException("the file '" + ticket.name() + "' " + fault.get());
        }
        return copyOf(object, ticket.name());
    }

    /**
     * Removes what was staged longer ago than {@code age}, and returns how many. Choose an age beyond the longest time
     * between storing and commit. Lists only staged files.
     *
     * @throws IOException if they cannot be listed or removed
     */
    public long expire(Duration age) throws IOException {
        Instant oldest = Instant.now().minus(age);
        long removed = 0;
        try (Stream<StoredObject> staged = storage().list(FOLDER)) {
            List<Key> batch = new ArrayList<>();
            for (StoredObject object : (Iterable<StoredObject>) staged::iterator) {
                if (object.lastModified().isBefore(oldest)) {
                    batch.add(object.key());
                    removed++;
                }
                if (batch.size() == BATCH) {
                    storage().delete(batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                storage().delete(batch);
            }
        }
        return removed;
    }

    // With parts goes no checksum of the whole, so there is none to be told.
    private Optional<StoredObject> sent(Ticket ticket, Key key) throws IOException {
        boolean isTold = ticket.parts() == null && ticket.sha256().isPresent();
        return isTold ? direct().arrived(key) : storage().find(key);
    }

    private Optional<String> fault(Ticket ticket, StoredObject object) throws IOException {
        if (object.size() != ticket.size()) {
            return Optional.of("has " + object.size() + " bytes instead of " + ticket.size());
        }
        Optional<String> other = object.contentType().filter(type -> !type.equals(ticket.contentType()));
        if (other.isPresent()) {
            return Optional.of("is " + other.get() + " instead of " + ticket.contentType());
        }
        boolean isWrong = ticket.sha256().isPresent() && !ticket.sha256().get().equals(checksum(object));
        return isWrong ? Optional.of("has another checksum than was told") : Optional.empty();
    }

    private String checksum(StoredObject object) throws IOException {
        if (object.checksum().isPresent()) {
            return object.checksum().get();
        }
        try (InputStream in = storage().read(object.key())) {
            return Sha256.of(in);
        }
    }

    // A scanner sees the bytes of new files only, not of copies that the storage makes itself.
    private FileRef copyOf(StoredObject object, String name) {
        FileLocation location = new FileLocation(storageName, object.key());
        Content content = new StoredContent(new FileState.Stored(location, object, null));
        Optional<FileLocation> source = files.scanner().isPresent() ? Optional.empty() : Optional.of(location);
        return new FileRef(new FileState.New(new NewFile(name, content, source)));
    }

    // The journal comes last: what was refused leaves no row, and nobody has the request before.
    private StagedUpload request(String name, UploadTerms terms, BiFunction<Key, UploadTerms, DirectUpload> signing) {
        Key key = newKey();
        Ticket ticket = ticket(key, FileNames.clean(name), terms, null);
        DirectUpload request = signing.apply(key, terms);
        expires(key, lifetime.plus(terms.expiry()));
        return new StagedUpload(ticket, request);
    }

    private static Key newKey() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Key.of(FOLDER + HexFormat.of().formatHex(random));
    }

    private void expires(Key key, Duration after) {
        files.looseObjects().expires(new FileLocation(storageName, key), after);
    }

    private Ticket ticket(Key key, String name, UploadTerms terms, PartedUpload.@Nullable Id parts) {
        return new Ticket(
                storageName,
                key.value(),
                name,
                terms.size(),
                terms.contentType(),
                terms.checksum().orElse(null),
                parts);
    }

    private DirectUploads direct() {
        return storage()
                .as(DirectUploads.class)
                .orElseThrow(
                        () -> new StoredFileException("the storage '" + storageName + "' takes no files from clients"));
    }

    private PartedUploads parted() {
        return storage()
                .as(PartedUploads.class)
                .orElseThrow(
                        () -> new StoredFileException("the storage '" + storageName + "' takes no parts from clients"));
    }

    private Storage storage() {
        return files.storage(storageName);
    }
}
