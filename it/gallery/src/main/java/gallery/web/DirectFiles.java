package gallery.web;

import gallery.DirectCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.StagedFiles;
import org.storedfile.StagedUpload;
import org.storedfile.StagedUpload.Ticket;
import org.storedfile.StoredFiles;
import org.storedfile.storage.DirectUpload;
import org.storedfile.storage.DirectUploads;
import org.storedfile.storage.PartedUploads;
import org.storedfile.storage.Storage;
import org.storedfile.storage.UploadTerms;

/**
 * Files that browsers send straight to the storage, where it takes any. What was agreed stays in the session, so that
 * only whoever asked can add the file, and only once.
 */
final class DirectFiles {
    private static final String NAME = "direct";
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    /** How long a file that no form adds stays in the storage. */
    private static final Duration LIFE = Duration.ofHours(2);

    private static final int LONGEST_TYPE = 255;

    /** The bytes of one request, where the storage puts larger files together: the least that S3 takes. */
    private static final long PART = 5 * 1024 * 1024;

    private DirectFiles() {}

    /**
     * Where a browser sends a file, and what the form names it by.
     *
     * @param partSize the bytes of each request but the last
     */
    record Offer(String id, long partSize, List<DirectUpload> requests) {}

    static boolean areTaken() {
        return storage().as(DirectUploads.class).isPresent();
    }

    static boolean takesParts() {
        return storage().as(PartedUploads.class).isPresent();
    }

    /** Refuses a file that the field cannot hold before anything is signed. */
    static Offer offer(HttpServletRequest request, DirectCheck check) {
        String name = Forms.parameter(request, "name").orElse("");
        StagedUpload.Parts upload;
        try {
            UploadTerms terms = terms(request, name);
            check.problem(name, terms).ifPresent(problem -> {
                throw new Refusal(422, "That cannot be added", problem);
            });
            upload = begin(name, terms, DirectWay.named(Forms.parameter(request, "way")));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "That cannot be sent", "The file has no name, or no size and type that fit it.");
        }
        String id = DirectTickets.of(request.getSession()).put(upload.ticket());
        return new Offer(id, upload.partSize(), upload.requests());
    }

    private static StagedUpload.Parts begin(String name, UploadTerms terms, DirectWay way) {
        return switch (way) {
            case FITTING -> terms.size() > PART && takesParts() ? parts(name, terms) : whole(staged().put(name, terms));
            case PUT -> whole(staged().put(name, terms));
            case FORM -> form(name, terms);
            case PARTS -> parts(name, terms);
        };
    }

    private static StagedUpload.Parts form(String name, UploadTerms terms) {
        if (terms.checksum().isEmpty()) {
            throw new Refusal(
                    400,
                    "That cannot be sent",
                    "A form needs a checksum, which a browser makes on pages that came safely only: choose another way.");
        }
        return whole(staged().form(name, terms));
    }

    private static StagedUpload.Parts parts(String name, UploadTerms terms) {
        if (!takesParts()) {
            throw new Refusal(400, "That cannot be sent", "The storage takes no parts: choose another way.");
        }
        try {
            return staged().parts(name, terms, PART);
        } catch (IOException e) {
            throw new UncheckedIOException("the storage could not be asked for an upload in parts", e);
        }
    }

    private static StagedUpload.Parts whole(StagedUpload upload) {
        return new StagedUpload.Parts(upload.ticket(), upload.ticket().size(), List.of(upload.request()));
    }

    /**
     * Returns those that the form names, once: all of them, or none counts as added.
     *
     * @param most how many bytes they may have together
     */
    static List<FileRef> claimed(HttpServletRequest request, long most) {
        String[] named = request.getParameterValues(NAME);
        if (named == null) {
            return List.of();
        }
        List<String> ids = List.of(named);
        if (ids.size() > DirectTickets.MOST) {
            throw new Refusal(413, "That is too much", "Send at most " + DirectTickets.MOST + " files at once.");
        }
        DirectTickets tickets = DirectTickets.of(request.getSession());
        Map<String, Ticket> taken = tickets.take(ids).orElseThrow(DirectFiles::missing);
        try {
            return claimed(taken.values(), most);
        } catch (RuntimeException e) {
            tickets.putBack(taken);
            throw e;
        }
    }

    private static List<FileRef> claimed(Collection<Ticket> tickets, long most) {
        if (tickets.stream().mapToLong(Ticket::size).sum() > most) {
            throw Forms.tooMuch(413);
        }
        List<FileRef> claimed = new ArrayList<>();
        try {
            for (Ticket ticket : tickets) {
                claimed.add(staged().claim(ticket));
            }
            return claimed;
        } catch (NoSuchFileException | FileRefusedException e) {
            throw missing();
        } catch (IOException e) {
            throw new UncheckedIOException("the storage could not be asked for what a browser sent", e);
        }
    }

    private static UploadTerms terms(HttpServletRequest request, String name) {
        long size = Forms.parameter(request, "size").flatMap(Forms::number).orElse(-1L);
        // Browsers tell the type of what they know only.
        String type = Forms.parameter(request, "type")
                .orElseGet(() -> StoredFiles.current().contentTypes().detect(name, new byte[0]));
        if (type.length() > LONGEST_TYPE) {
            throw new IllegalArgumentException("a media type of " + type.length() + " characters");
        }
        return new UploadTerms(size, type, Forms.parameter(request, "sha256"), EXPIRY);
    }

    private static Refusal missing() {
        return new Refusal(400, "That did not arrive", "A file did not reach the storage whole: choose it again.");
    }

    private static Storage storage() {
        return StoredFiles.current().storage(StoredFiles.DEFAULT_STORAGE);
    }

    private static StagedFiles staged() {
        return StoredFiles.current().staged(StoredFiles.DEFAULT_STORAGE).lasting(LIFE);
    }
}
