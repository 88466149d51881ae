package gallery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.FileScanner;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;

/** Shows a file to the scanner once more, after a flush in which it refused one, to learn which. */
final class ScanCheck {
    private ScanCheck() {}

    /** Returns what is wrong with it, going on from "it". */
    static Optional<String> problem(FileRef file) throws IOException {
        Optional<FileScanner> scanner = StoredFiles.current().scanner();
        return scanner.isPresent() ? problem(file, scanner.get()) : Optional.empty();
    }

    private static Optional<String> problem(FileRef file, FileScanner scanner) throws IOException {
        try (FileScanner.Scan scan = scanner.begin(new UploadTo.Upload(file, "file", file.name()));
                InputStream in = file.open()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                scan.next(buffer, 0, read);
            }
            scan.finish();
            return Optional.empty();
        } catch (FileRefusedException e) {
            return Optional.of(e.getMessage());
        }
    }
}
