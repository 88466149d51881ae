package org.storedfile;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.Content;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/**
 * A file in an attribute of an entity: <em>new</em>, with bytes that are stored when the entity is flushed, or
 * <em>stored</em>, with the storage and the key that the column holds.
 *
 * <p>A new file belongs to the first transaction that flushes it. That transaction's commit makes it stored for good,
 * its rollback makes it new again, so that the entity can be saved once more. A file belongs to one attribute; for a
 * second one use {@link #copy}. Two files are equal if they are the same object, or stored at the same place. Thread
 * safe; serializable once it is stored.
 *
 * <p>Methods that throw {@link IOException} may reach the storage. The others never do.
 */
public final class FileRef implements Serializable {
    private static final long serialVersionUID = 1;

    // Of a file that was loaded; its state is read from them when it is first looked at, as most never are.
    // No object of their own, which every loaded entity would have.
    private final transient @Nullable String column;
    private final transient @Nullable Function<String, FileLocation> form;

    private transient volatile @Nullable FileState state;

    FileRef(FileState state) {
        this.column = null;
        this.form = null;
        this.state = state;
    }

    FileRef(String column, Function<String, FileLocation> form) {
        this.column = column;
        this.form = form;
    }

    /**
     * Returns a new file with the content and the name of {@code file}, which is read at flush.
     *
     * @throws IOException if it does not exist or is not a regular file
     */
    public static FileRef of(Path file) throws IOException {
        Path name = file.getFileName();
        return of(name == null ? "" : name.toString(), file);
    }

    /**
     * Returns a new file with the content of {@code file}, which is read at flush, and another name.
     *
     * @throws IOException if it does not exist or is not a regular file
     */
    public static FileRef of(String name, Path file) throws IOException {
        return of(name, Content.of(file));
    }

    /**
     * Returns a new file with the content of a temporary file that a storage may take over: a file system storage on the
     * same volume gives it one more name, and the time of now, instead of copying its bytes. Nobody may write to it from now on. It is never
     * removed here, so that a flush after a rollback finds it again; remove it when the transaction has ended.
     *
     * @throws IOException if it does not exist or is not a regular file
     */
    public static FileRef ofTemporary(String name, Path file) throws IOException {
        return of(name, Content.ofTemporary(file));
    }

    /** Returns a new file with these bytes, which the caller no longer changes. */
    public static FileRef of(String name, byte[] bytes) {
        return of(name, Content.of(bytes));
    }

    /** Returns a new file with this text in UTF-8. */
    public static FileRef of(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a new file with the rest of {@code stream}, which is read once, at flush, and never closed. */
    public static FileRef of(String name, InputStream stream) {
        return of(name, Content.of(stream));
    }

    /** Returns a new file with the rest of {@code stream}, {@code length} bytes; read once, at flush, never closed. */
    public static FileRef of(String name, InputStream stream, long length) {
        return of(name, Content.of(stream, length));
    }

    /**
     * Returns a new file with this content.
     *
     * @param name the file's name; folders, control and bidirectional characters, as some clients send them, are left out
     * @throws IllegalArgumentException if no name is left
     */
    public static FileRef of(String name, Content content) {
        Content kept = content.isRepeatable() ? content : new OnceContent(content);
        return new FileRef(new FileState.New(new NewFile(FileNames.clean(name), kept, Optional.empty())));
    }

    /** Tells whether the file has a key, because it was flushed or loaded. */
    public boolean isStored() {
        FileState now = state;
        return now == null || now.stored() != null;
    }

    /** Returns the file's name: as its source gave it if new, the last segment of the key if stored. */
    public String name() {
        FileState now = state();
        FileState.Stored stored = now.stored();
        return stored != null ? stored.location().key().fileName() : fresh(now).name();
    }

    /**
     * Returns the key within the storage.
     *
     * @throws IllegalStateException if the file is new
     */
    public String key() {
        return stored("key").location().key().value();
    }

    /**
     * Returns the name of the storage.
     *
     * @throws IllegalStateException if the file is new
     */
    public String storage() {
        return stored("storage").location().storage();
    }

    /** Returns a link with the storage's settings; the same as {@link LinkOptions#DEFAULTS}. */
    public URI url() {
        return url(LinkOptions.DEFAULTS);
    }

    /**
     * Returns a link that anyone who has it can follow, until it expires. Does not ask the storage.
     *
     * @throws IllegalStateException if the file is new
     * @throws StoredFileException if the storage makes no links
     */
    public URI url(LinkOptions options) {
        FileLocation location = stored("link").location();
        return capability(location, Links.class, "makes no links").url(location.key(), options);
    }

    /** Opens the bytes; the same as {@link ByteRange#ALL}. */
    public InputStream open() throws IOException {
        return open(ByteRange.ALL);
    }

    /**
     * Opens the bytes in {@code range}; no more than those are fetched. The caller closes the stream. A new file can
     * be read before it is stored if its source can be read again; of any other, only the first
     * {@value ContentTypeDetector#HEAD_LENGTH} bytes can.
     *
     * @throws NoSuchFileException if the storage has no such object
     * @throws IOException if the storage cannot be read
     */
    public InputStream open(ByteRange range) throws IOException {
        FileState now = state();
        FileState.Stored stored = now.stored();
        return stored != null
                ? backend(stored.location()).read(stored.location().key(), range)
                : NewFileReads.open(fresh(now), range);
    }

    /** Writes all the bytes to {@code out}, which stays open, and returns how many there were. */
    public long transferTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            return in.transferTo(out);
        }
    }

    /**
     * Returns the size in bytes. The storage is asked once.
     *
     * @throws NoSuchFileException if the storage has no such object
     * @throws IOException if the storage cannot be asked, or the file is new and its size is not known beforehand
     */
    public long size() throws IOException {
        FileState now = state();
        FileState.Stored stored = now.stored();
        return stored != null ? object(stored).size() : NewFileReads.size(fresh(now));
    }

    /**
     * Returns the media type, such as {@code image/png}. The storage is asked once; if it keeps no types, the name and
     * the first bytes decide.
     *
     * @throws NoSuchFileException if the storage has no such object
     */
    public String contentType() throws IOException {
        FileState.Stored stored = state().stored();
        return stored != null ? contentType(stored, object(stored)) : detectedType();
    }

    /** Tells whether the storage has the object. Asks the storage each time; a new file does not exist. */
    public boolean exists() throws IOException {
        FileState.Stored stored = state().stored();
        return stored != null
                && backend(stored.location()).find(stored.location().key()).isPresent();
    }

    /**
     * Returns the local file that holds the bytes. Read it; never write to it.
     *
     * @throws IllegalStateException if the file is new
     * @throws StoredFileException if the storage is not local
     */
    public Path path() {
        FileLocation location = stored("path").location();
        return capability(location, LocalFiles.class, "is not local").path(location.key());
    }

    /**
     * Returns a {@link Variant} of the image. Asks no storage until its link or bytes are asked for.
     *
     * @param name that of the variant, or {@code Entity.attribute.name} where attributes have different ones of a name,
     *     or that with the full name of the entity's class
     * @throws IllegalStateException if the file is new
     * @throws StoredFileException if no attribute of a persistence unit that runs declares the variant, or several do and
     *     not alike; the message lists names to choose from
     */
    public ImageVariant variant(String name) {
        return new ImageVariant(stored("variant").location(), DeclaredVariants.find(name), StoredFiles.current());
    }

    /**
     * Returns links to several variants, as a responsive {@code <img>} needs them.
     *
     * @throws IllegalStateException if the file is new
     * @throws StoredFileException as {@link #variant} and {@link ImageVariant#url()}
     */
    public ImageSources sources(String... variants) {
        return ImageSources.of(Arrays.stream(variants).map(this::variant).toArray(ImageVariant[]::new));
    }

    /**
     * Returns a new file with the same bytes, for another attribute. Its name is that of a new file, and that of a
     * stored one without the random part that its key got. The bytes of a stored file are copied at flush, inside the
     * storage where it can; such a copy of up to 5 GiB cannot be broken off, so that a flush that fails waits for it.
     * What the storage damaged is copied as it is: {@code verify} finds it in the source's row, where that keeps a checksum.
     *
     * @throws IllegalStateException if the file is new and its source can be read only once
     */
    public FileRef copy() {
        FileState now = state();
        FileState.Stored stored = now.stored();
        // What is not committed may be gone before the copy is made.
        boolean isPassing = now instanceof FileState.Claimed claimed && isRepeatable(claimed);
        NewFile copy = stored == null || isPassing ? NewFileReads.copy(fresh(now)) : copyOf(stored);
        return new FileRef(new FileState.New(copy));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FileRef that && (isSameColumn(that) || isSamePlace(that)));
    }

    /** Returns the same for all files, because a file in a set must be found after it was stored. */
    @Override
    public int hashCode() {
        return 31;
    }

    /** Returns {@code storage:key}, or the name of a new file. */
    @Override
    public String toString() {
        return isStored()
                ? place().map(FileLocation::toString).orElseGet(() -> "'" + column + "', which names no file")
                : "new file '" + fresh(state()).name() + "'";
    }

    /** Tells whether no transaction has a part in it, without reading what was loaded. */
    boolean isSettled() {
        FileState now = state;
        return now == null || now instanceof FileState.Stored;
    }

    @Nullable
    String column() {
        return column;
    }

    /** Returns the state; what was loaded is read now. */
    FileState state() {
        FileState now = state;
        return now != null ? now : read(requireNonNull(column), requireNonNull(form));
    }

    private synchronized FileState read(String column, Function<String, FileLocation> form) {
        FileState now = state;
        if (now == null) {
            now = new FileState.Stored(form.apply(column));
            state = now;
        }
        return now;
    }

    void state(FileState next) {
        state = next;
    }

    private String contentType(FileState.Stored stored, StoredObject object) throws IOException {
        if (object.contentType().isPresent()) {
            return object.contentType().get();
        }
        String type = detectedType();
        remember(stored, object.withContentType(type));
        return type;
    }

    private String detectedType() throws IOException {
        try (InputStream in = open(ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH))) {
            return StoredFiles.current().contentTypes().detect(name(), in.readAllBytes());
        }
    }

    private StoredObject object(FileState.Stored stored) throws IOException {
        StoredObject known = stored.object();
        return known != null ? known : remember(stored, find(stored.location()));
    }

    // What is under a key never changes, so it need not be asked for twice.
    private synchronized StoredObject remember(FileState.Stored stored, StoredObject found) {
        if (state() instanceof FileState.Stored now && now.location().equals(stored.location())) {
            state = new FileState.Stored(stored.location(), found, now.vouched());
        }
        return found;
    }

    private static StoredObject find(FileLocation location) throws IOException {
        return backend(location).find(location.key()).orElseThrow(() -> new NoSuchFileException(location.toString()));
    }

    private static boolean isRepeatable(FileState.Claimed claimed) {
        return claimed.file().content().isRepeatable();
    }

    static NewFile copyOf(FileState.Stored stored) {
        return new NewFile(stored.originalName(), new StoredContent(stored), Optional.of(stored.location()));
    }

    private static NewFile fresh(FileState state) {
        if (state instanceof FileState.New fresh) {
            return fresh.file();
        }
        return ((FileState.Claimed) state).file();
    }

    private boolean isSameColumn(FileRef that) {
        return state == null && that.state == null && requireNonNull(column).equals(that.column);
    }

    private boolean isSamePlace(FileRef that) {
        // Nothing is read to tell a stored file from a new one.
        return isStored() && that.isStored() && place().isPresent() && place().equals(that.place());
    }

    // Empty for a column that names no file, too: whoever wants something of the file is told.
    private Optional<FileLocation> place() {
        try {
            return Optional.ofNullable(state().stored()).map(FileState.Stored::location);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private FileState.Stored stored(String what) {
        FileState now = state();
        FileState.Stored stored = now.stored();
        if (stored == null) {
            throw new IllegalStateException("the file '" + fresh(now).name() + "' has no " + what
                    + " yet: it is stored when its entity is flushed");
        }
        return stored;
    }

    private static Storage backend(FileLocation location) {
        return StoredFiles.current().storage(location.storage());
    }

    private static <C> C capability(FileLocation location, Class<C> capability, String fault) {
        return backend(location)
                .as(capability)
                .orElseThrow(() -> new StoredFileException("the storage '" + location.storage() + "' " + fault));
    }

    private Object writeReplace() throws ObjectStreamException {
        FileState now = state();
        FileState.Stored stored = now.stored();
        if (stored == null) {
            throw new NotSerializableException("the file '" + fresh(now).name()
                    + "' is not stored yet, and its bytes are not serialized: flush its entity first; if EclipseLink"
                    + " does this, its unit lacks the property eclipselink.session.customizer for Stored File,"
                    + " and OpenJPA is not supported");
        }
        return SerializedFileRef.of(stored.location());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a FileRef is read through its serialized form");
    }
}
