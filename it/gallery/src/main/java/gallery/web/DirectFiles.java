package gallery.web;

import gallery.FileCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.StagedUpload;
import org.storedfile.StagedUpload.Ticket;
import org.storedfile.StoredFiles;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.UploadTerms;

/**
 * Files that browsers send straight to the storage, where it takes any. What was agreed stays in the session, so that
 * only whoever asked can add the file, and only once.
 */
final class DirectFiles {
    private static final String NAME = "direct";
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private DirectFiles() {}

    /** Where a browser sends a file, and what the form names it by. */
    record Offer(String id, DirectUpload request) {}

    static boolean areTaken() {
        StoredFiles files = StoredFiles.current();
        return files.storage(StoredFiles.DEFAULT_STORAGE)
                .as(DirectUploads.class)
                .isPresent();
    }

    static Offer offer(HttpServletRequest request) {
        StagedUpload upload;
        try {
            upload = StoredFiles.current()
                    .staged(StoredFiles.DEFAULT_STORAGE)
                    .put(Forms.parameter(request, "name").orElse(""), terms(request));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "That cannot be sent", "The file has no name, or no size and type that fit it.");
        }
        String id = UUID.randomUUID().toString();
        request.getSession().setAttribute(attribute(id), upload.ticket());
        return new Offer(id, upload.request());
    }

    /** Returns those that the form names, once. */
    static List<FileRef> claimed(HttpServletRequest request) {
        String[] ids = request.getParameterValues(NAME);
        List<FileRef> claimed = new ArrayList<>();
        for (String id : ids == null ? new String[0] : ids) {
            claimed.add(claimed(request.getSession(), id));
        }
        return claimed;
    }

    private static FileRef claimed(HttpSession session, String id) {
        try {
            Ticket ticket = (Ticket) session.getAttribute(attribute(id));
            if (ticket == null) {
                throw new NoSuchFileException(id);
            }
            session.removeAttribute(attribute(id));
            return StoredFiles.current().staged(StoredFiles.DEFAULT_STORAGE).claim(ticket);
        } catch (NoSuchFileException | FileRefusedException e) {
            throw new Refusal(400, "That did not arrive", "A file did not reach the storage whole: choose it again.");
        } catch (IOException e) {
            throw new UncheckedIOException("the storage could not be asked for what a browser sent", e);
        }
    }

    private static UploadTerms terms(HttpServletRequest request) {
        long size = Forms.parameter(request, "size").flatMap(Forms::number).orElse(-1L);
        if (size > FileCheck.MAX_SIZE) {
            throw new Refusal(413, "That is too large", FileCheck.readable(FileCheck.MAX_SIZE) + " is the most.");
        }
        String type = Forms.parameter(request, "type").orElse("application/octet-stream");
        Optional<String> checksum = Forms.parameter(request, "sha256");
        return new UploadTerms(size, type, checksum, EXPIRY);
    }

    private static String attribute(String id) {
        return NAME + "." + id;
    }
}
