package org.storedfile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.storedfile.FileScanner;
import org.storedfile.NewFile;
import org.storedfile.UploadTo;
import org.storedfile.storage.Content;

/** Content that a scanner sees while a storage reads it. It has no path, because what is copied by path is not seen. */
record ScannedContent(Content content, FileScanner scanner, UploadTo.Upload upload) implements Content {
    static NewFile of(NewFile file, FileScanner scanner, PendingFile pending) {
        UploadTo.Upload upload =
                new UploadTo.Upload(pending.entity(), pending.attribute().path(), file.name());
        return file.copyOf().isPresent()
                ? file
                : new NewFile(file.name(), new ScannedContent(file.content(), scanner, upload), file.copyOf());
    }

    @Override
    public InputStream open() throws IOException {
        FileScanner.Scan scan = scanner.begin(upload);
        try {
            return new ScannedInputStream(content.open(), scan, content.length());
        } catch (IOException | RuntimeException e) {
            scan.close();
            throw e;
        }
    }

    @Override
    public OptionalLong length() {
        return content.length();
    }

    @Override
    public boolean isRepeatable() {
        return content.isRepeatable();
    }
}
