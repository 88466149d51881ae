package gallery.web;

import gallery.FileCheck;
import gallery.Form;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.storedfile.FileRef;
import org.storedfile.web.UploadException;
import org.storedfile.web.UploadedFile;

/** Reads what a form sent. */
final class Forms {
    /** The most that the files of one form may have together. */
    static final long MAX_FILES = 50 * 1024 * 1024;

    /** The most that one request may have: its files, and what a form has besides. */
    static final long MAX_REQUEST = MAX_FILES + 256 * 1024;

    private static final int NO_VERSION = -1;

    private Forms() {}

    static Form read(HttpServletRequest request) {
        // Before any parameter is asked for: only here it is said what is wrong with the body.
        List<FileRef> files = new ArrayList<>(files(request));
        Csrf.check(request);
        files.addAll(DirectFiles.claimed(request, MAX_FILES - size(files)));
        String title =
                Optional.ofNullable(request.getParameter("title")).orElse("").strip();
        return new Form(title, files, parameter(request, "draft"), keep(request), version(request));
    }

    /** Returns the version that the form was made for; one that no item has if it names none. */
    static int version(HttpServletRequest request) {
        return parameter(request, "version")
                .flatMap(Forms::number)
                .filter(number -> number <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(NO_VERSION);
    }

    static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    static Optional<String> parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
    }

    private static Set<Long> keep(HttpServletRequest request) {
        String[] kept = request.getParameterValues("keep");
        return Stream.of(kept == null ? new String[0] : kept)
                .flatMap(id -> number(id).stream())
                .collect(Collectors.toSet());
    }

    private static List<FileRef> files(HttpServletRequest request) {
        try {
            return UploadedFile.all(request, "files");
        } catch (UploadException e) {
            throw tooMuch(e.status());
        }
    }

    static Refusal tooMuch(int status) {
        return new Refusal(
                status,
                "That did not arrive",
                "The upload broke off or is too large. All files together may have " + FileCheck.readable(MAX_FILES)
                        + ": send fewer at once.");
    }

    private static long size(List<FileRef> files) {
        try {
            long size = 0;
            for (FileRef file : files) {
                size += file.size();
            }
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read", e);
        }
    }
}
