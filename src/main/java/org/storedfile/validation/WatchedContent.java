package org.storedfile.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;
import org.storedfile.NewFile;
import org.storedfile.storage.Content;

/** Content that breaks off as soon as it breaks a rule. */
record WatchedContent(NewFile file, FileRef ref, Inspection inspection) implements Content {
    @Override
    public InputStream open() throws IOException {
        InputStream in = file.content().open();
        try {
            for (SizeLimit limit : rules(SizeLimit.class)) {
                in = new WatchedInputStream(in, limit, size -> inspection.found(ref, Finding.of(size)));
            }
            // What can be read only once was looked at, and what is read now begins with the same bytes.
            return isRepeatable() ? checked(in) : in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public OptionalLong length() {
        return file.content().length();
    }

    @Override
    public boolean isRepeatable() {
        return file.content().isRepeatable();
    }

    @Override
    public Optional<String> contentType() {
        return file.content().contentType();
    }

    @Override
    public Optional<String> fileName() {
        return file.content().fileName();
    }

    // A storage that copies by path sees to the length itself.
    @Override
    public Optional<Path> path() {
        return file.content().path();
    }

    @Override
    public boolean isTakeable() {
        return file.content().isTakeable();
    }

    @Override
    public boolean moveTo(Path target) throws IOException {
        return file.content().moveTo(target);
    }

    private InputStream checked(InputStream in) throws IOException {
        if (rules(AllowedTypes.class).isEmpty()) {
            return in;
        }
        byte[] head = in.readNBytes(ContentTypeDetector.HEAD_LENGTH);
        String type = inspection.during(() -> MediaTypes.ofContent(file.name(), head));
        for (AllowedTypes allowed : rules(AllowedTypes.class)) {
            if (!allowed.allows(type) || inspection.during(() -> allowed.refuses(file.name(), type))) {
                inspection.found(ref, Finding.of(type));
                throw new IOException("it is " + type);
            }
        }
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    private <R extends Rule> List<R> rules(Class<R> kind) {
        return inspection.rules(ref).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
