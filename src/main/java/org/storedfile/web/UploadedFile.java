package org.storedfile.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;

/**
 * Takes files that a form sent. They are new until their entity is flushed, which must happen before the request ends,
 * because the container then removes its temporary files. The client's folders are no part of the name, and its media
 * type is not believed.
 */
public final class UploadedFile {
    private UploadedFile() {}

    /** Returns the file of {@code part}; empty if the user chose none, or the part is no file. */
    public static Optional<FileRef> of(Part part) {
        return ClientFileName.of(part.getSubmittedFileName()).map(name -> FileRef.of(name, new PartContent(part)));
    }

    /**
     * Returns all files that the form's input {@code field} sent, in the form's order; none if the user chose none.
     *
     * @throws IOException if the body cannot be read, or is no form
     * @throws IllegalStateException if the body or a file is larger than the servlet's limits allow
     */
    public static List<FileRef> all(HttpServletRequest request, String field) throws IOException, ServletException {
        List<FileRef> files = new ArrayList<>();
        for (Part part : request.getParts()) {
            if (part.getName().equals(field)) {
                of(part).ifPresent(files::add);
            }
        }
        return files;
    }

    /** The bytes of a part, which containers keep until the request ends and open as often as asked. */
    private record PartContent(Part part) implements Content {
        @Override
        public InputStream open() throws IOException {
            return part.getInputStream();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(part.getSize());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }
}
