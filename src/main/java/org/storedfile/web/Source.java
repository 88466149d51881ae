package org.storedfile.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.DirectLinks;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;
import org.storedfile.storage.LocalFiles;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StoredObject;

/** Where the bytes of an answer lie. */
record Source(Storage storage, Key key, ContentTypeDetector detector) {
    static Source of(FileRef file, StoredFiles files) {
        return new Source(files.storage(file.storage()), Key.of(file.key()), files.contentTypes());
    }

    Optional<StoredObject> find() throws IOException {
        return storage.find(key);
    }

    InputStream open(ByteRange range) throws IOException {
        return storage.read(key, range);
    }

    /** Returns what makes links to the medium itself; never ones that would lead back here. */
    Optional<DirectLinks> direct() {
        Optional<DirectLinks> onward = storage.as(DirectLinks.class);
        boolean isServedHere = storage.as(LinkSigner.class).isPresent();
        return onward.isPresent() || isServedHere
                ? onward
                : storage.as(Links.class).map(links -> links::url);
    }

    Optional<Path> path() {
        return storage.as(LocalFiles.class).map(files -> files.path(key));
    }

    /** Returns the type that the storage keeps, or else what name and first bytes tell. */
    MediaType type(StoredObject object) throws IOException {
        Optional<String> kept = object.contentType();
        return MediaType.of(kept.isPresent() ? kept.get() : detectedType());
    }

    private String detectedType() throws IOException {
        try (InputStream in = open(ByteRange.of(0, ContentTypeDetector.HEAD_LENGTH))) {
            return detector.detect(key.fileName(), in.readAllBytes());
        }
    }
}
