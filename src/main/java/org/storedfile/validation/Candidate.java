package org.storedfile.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.FileRefAccess;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.StoredObject;

/**
 * A file that is to be judged: a new one, or one that {@link StoredFiles#existing} brought in, as far as it can be
 * looked at before it is stored.
 *
 * @param fresh null if the file exists already
 */
record Candidate(FileRef file, @Nullable NewFile fresh, Optional<Finding> finding) {
    /** Returns nothing if there is nothing to judge: no file, or one that was judged when it was stored. */
    static Optional<Candidate> of(@Nullable FileRef file) {
        if (file == null) {
            return Optional.empty();
        }
        Optional<NewFile> fresh = FileRefAccess.unstored(file);
        Optional<Finding> finding = Inspection.current().flatMap(inspection -> inspection.finding(file));
        return fresh.isPresent() || FileRefAccess.isExisting(file)
                ? Optional.of(new Candidate(file, fresh.orElse(null), finding))
                : Optional.empty();
    }

    String name() {
        return fresh != null ? fresh.name() : file.name();
    }

    /** Has the bytes judged by this rule too, while they stream. */
    void note(Rule rule) {
        Inspection.current().ifPresent(inspection -> inspection.note(file, rule));
    }

    /** Returns the size; empty if it is not known before the file is stored. */
    Optional<Measure> size() {
        return finding.flatMap(Finding::size).or(this::announced);
    }

    /** Returns the media type that the first bytes tell. */
    String type() {
        return finding.flatMap(Finding::type).orElseGet(this::detected);
    }

    private Optional<Measure> announced() {
        try {
            OptionalLong size = fresh == null ? OptionalLong.of(file.size()) : size(fresh);
            return size.isPresent() ? Optional.of(new Measure(size.getAsLong(), false)) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String detected() {
        try {
            return MediaTypes.ofContent(name(), fresh == null ? existingHead() : fresh.head());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte[] existingHead() throws IOException {
        try (InputStream in = file.open(ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH))) {
            return in.readAllBytes();
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the file '" + name() + "' cannot be looked at: " + e.getMessage(), e);
    }

    // What is copied inside a storage is not read, so its size has to be known now.
    private static OptionalLong size(NewFile file) throws IOException {
        OptionalLong length = file.content().length();
        return length.isEmpty() && file.copyOf().isPresent()
                ? size(file.copyOf().get())
                : length;
    }

    private static OptionalLong size(FileLocation source) throws IOException {
        Optional<StoredObject> object =
                StoredFiles.current().storage(source.storage()).find(source.key());
        return object.isPresent() ? OptionalLong.of(object.get().size()) : OptionalLong.empty();
    }
}
