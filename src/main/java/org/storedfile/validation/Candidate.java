package org.storedfile.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileLocation;
import org.storedfile.FileRef;
import org.storedfile.ImageRefusedException;
import org.storedfile.LocalBytes;
import org.storedfile.NewFile;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Content;
import org.storedfile.storage.StoredObject;

/**
 * A file that is to be judged: a new one, or one that {@link StoredFiles#existing} brought in, as far as it can be
 * looked at before an attribute holds it.
 */
record Candidate(FileRef file, NewFile fresh, Optional<Finding> finding) {
    /** The bytes that are read of a file where a form is validated, to find the header of an image. */
    private static final int GLIMPSE = 1 << 17;

    /** Returns nothing if there is nothing to judge: no file, or one that was judged when it was stored. */
    static Optional<Candidate> of(@Nullable FileRef file) {
        return file == null
                ? Optional.empty()
                : NewFile.of(file).map(fresh -> new Candidate(file, fresh, finding(file)));
    }

    String name() {
        return Inspection.current().flatMap(inspection -> inspection.name(file)).orElseGet(fresh::name);
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

    /** Returns what the header says, if the file is an image; empty if that is not known yet. */
    Optional<Pixels> pixels() {
        return Inspection.current().map(inspection -> inspection.pixels(file)).orElseGet(this::glimpsed);
    }

    /** Reads all of it, unless that breaks a rule that is noted, which is then found. */
    Optional<Pixels> looked(Inspection inspection) {
        if (size().filter(size -> inspection.isTooLarge(file, size)).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(looked(
                    content -> new WatchedContent(new NewFile(name(), content, fresh.copyOf()), file, inspection)));
        } catch (IOException e) {
            if (inspection.finding(file).isPresent()) {
                return Optional.empty();
            }
            throw unreadable(e);
        }
    }

    private Pixels looked(UnaryOperator<Content> watch) throws IOException {
        try {
            LocalBytes bytes = fresh.local(watch);
            try {
                return Pixels.of(bytes.channel());
            } finally {
                fresh.release(bytes);
            }
        } catch (ImageRefusedException e) {
            return Pixels.refused(e);
        }
    }

    // Nobody knows here what the size may be: so no more is read of what has to be copied to be looked at.
    private Optional<Pixels> glimpsed() {
        try {
            if (fresh.content().path().isPresent()) {
                return Optional.of(looked(UnaryOperator.identity()));
            }
            byte[] first = fresh.head(GLIMPSE);
            try (LocalBytes bytes = LocalBytes.of(Content.of(first))) {
                return first.length < GLIMPSE
                        ? Optional.of(Pixels.of(bytes.channel()))
                        : Pixels.glimpsed(bytes.channel());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Optional<Measure> announced() {
        try {
            OptionalLong size = size(fresh);
            return size.isPresent() ? Optional.of(new Measure(size.getAsLong(), false)) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String detected() {
        try {
            return MediaTypes.ofContent(name(), fresh.head());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the file '" + name() + "' cannot be looked at: " + e.getMessage(), e);
    }

    private static Optional<Finding> finding(FileRef file) {
        return Inspection.current().flatMap(inspection -> inspection.finding(file));
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
