package org.storedfile.readme;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;
import org.storedfile.storage.ByteRange;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Storage;

/** What the README quotes besides entities. */
@NullUnmarked
final class Examples {
    @Inject
    StoredFiles files;

    @Inject
    @Named("invoices")
    Storage invoices;

    static URI store(EntityManager em, Album album, Path front) throws IOException {
        album.setCover(FileRef.of(front)); // a path: nothing is stored yet
        em.persist(album);
        em.flush(); // stored now, undone if the transaction rolls back

        URI link = album.getCover().url(); // signed, no network call
        try (InputStream in = album.getCover().open()) {
            in.readNBytes(8);
        }
        return link;
    }

    static List<FileRef> sources(Path path, byte[] bytes, InputStream stream, long length) throws IOException {
        return List.of(
                FileRef.of(path),
                FileRef.of("data.bin", bytes),
                FileRef.of("note.txt", "text in UTF-8"),
                FileRef.of("scan.pdf", stream), // read once, at flush; never closed
                FileRef.of("scan.pdf", stream, length)); // refused if there are more or fewer bytes
    }

    static void reading(FileRef file, OutputStream out) throws IOException {
        try (InputStream head = file.open(ByteRange.of(0, 512))) {
            head.transferTo(out);
        }
        file.transferTo(out);
        file.url(LinkOptions.DEFAULTS.expiresAfter(Duration.ofHours(1)).download("Cover.png"));
    }

    static StoredFiles.Registration withoutCdi(Storage storage) {
        return StoredFiles.builder().storage("default", storage).build().register();
    }

    void takeOver(Album album) {
        album.setCover(files.existing("default", "legacy/front.png"));
    }

    /** Decides the folder by code. */
    static final class ByTenant implements UploadTo {
        @Override
        public String folder(Upload upload) {
            return "tenants/" + ((Invoice) upload.entity()).getCustomer();
        }
    }
}
