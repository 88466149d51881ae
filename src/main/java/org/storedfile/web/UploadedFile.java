package org.storedfile.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.FileRef;

/**
 * Takes files that a form sent. They are new until their entity is flushed, which must happen before the request ends,
 * because the container then removes its temporary files. The client's folders are no part of the name, and its media
 * type is not believed.
 */
public final class UploadedFile {
    /**
     * How many parts a form may have, files and texts together: as in Jetty and Undertow, while others take any number.
     * Who takes more, where the container does, calls {@link #of} for each of {@code request.getParts()}.
     */
    public static final int MAX_PARTS = 1000;

    private static final Pattern SAYS_TOO_MUCH =
            Pattern.compile("exceeds (the configured maximum|its maximum permitted)");

    private UploadedFile() {}

    /** Returns the file of {@code part}; empty if the user chose none, or the part is no file. */
    public static Optional<FileRef> of(Part part) {
        return of(part, false);
    }

    /**
     * Does what {@link #of} does, and gives the container's temporary file away, if that is Tomcat, Jetty or Undertow
     * (WildFly), whose parts go wherever they are told; other containers' are copied as by {@link #of}. A folder on the
     * same volume gets it by a rename, on another by the container's copy. So it can be stored once: after a rollback it is
     * gone, and the part must not be read by others once the file was flushed. Attributes that keep a checksum, images and files that a
     * {@link org.storedfile.FileScanner} sees are read and copied all the same.
     */
    public static Optional<FileRef> ofTemporary(Part part) {
        return of(part, true);
    }

    private static Optional<FileRef> of(Part part, boolean isTemporary) {
        return ClientFile.of(part.getSubmittedFileName(), new PartContent(part, isTemporary));
    }

    /**
     * Returns all files that the form's input {@code field} sent, in the form's order; none if the user chose none.
     *
     * @throws UploadException if the body is no form, breaks off, has more than {@value #MAX_PARTS} parts, or is larger
     *     than the servlet's limits allow; whatever the container says then
     * @throws IllegalStateException if the servlet is not configured to take forms
     */
    public static List<FileRef> all(HttpServletRequest request, String field) throws UploadException {
        return all(request, field, UploadedFile::of);
    }

    /** Does what {@link #all} does, and gives the container's temporary files away, as {@link #ofTemporary} does. */
    public static List<FileRef> allTemporary(HttpServletRequest request, String field) throws UploadException {
        return all(request, field, UploadedFile::ofTemporary);
    }

    private static List<FileRef> all(HttpServletRequest request, String field, Function<Part, Optional<FileRef>> file)
            throws UploadException {
        return parts(request).stream()
                .filter(part -> field.equals(part.getName()))
                .map(file)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Collection<Part> parts(HttpServletRequest request) throws UploadException {
        if (!MediaType.of(Objects.requireNonNullElse(request.getContentType(), ""))
                .name()
                .equals("multipart/form-data")) {
            throw new UploadException(400, "the request is no form: it must be sent as multipart/form-data", null);
        }
        Collection<Part> parts = read(request);
        if (parts.size() > MAX_PARTS) {
            throw new UploadException(
                    413, "the form is larger than allowed: it has more than " + MAX_PARTS + " parts", null);
        }
        return parts;
    }

    private static Collection<Part> read(HttpServletRequest request) throws UploadException {
        try {
            return request.getParts();
        } catch (IOException | ServletException | RuntimeException e) {
            requireConfigured(e);
            // Containers have exceptions of their own for forms that they cannot read.
            throw isTooMuch(e)
                    ? new UploadException(413, "the form is larger than allowed: " + e.getMessage(), e)
                    : new UploadException(400, "the form cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireConfigured(Exception failure) {
        if (isUnconfigured(failure)) {
            IllegalStateException fault = new IllegalStateException(
                    "the servlet takes no forms: give it @MultipartConfig, or <multipart-config> in web.xml");
            fault.addSuppressed(failure); // as a cause Jetty would make the client's fault of it
            throw fault;
        }
    }

    // Servlet has one exception for this and for too much, which then is its cause in Tomcat, Undertow and GlassFish.
    // Jetty puts both into another, and Open Liberty has another for this.
    private static boolean isUnconfigured(Exception failure) {
        boolean isPlain = failure instanceof IllegalStateException && failure.getCause() == null;
        return failure instanceof UnsupportedOperationException
                || (isPlain && !isOfLiberty(failure))
                || causes(failure).anyMatch(e -> "No multipart configuration element".equals(e.getMessage()));
    }

    private static boolean isOfLiberty(Exception failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith("com.ibm.");
    }

    // The exception that Servlet names for it; Jetty puts it into another. GlassFish and Payara have it only where a
    // form
    // or a file turns out to be too long, and just these words for one that says so.
    private static boolean isTooMuch(Throwable failure) {
        return causes(failure)
                .anyMatch(e -> e instanceof IllegalStateException
                        || SAYS_TOO_MUCH.matcher(String.valueOf(e.getMessage())).find());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, e -> e == null ? null : e.getCause())
                .limit(10)
                .flatMap(Stream::ofNullable);
    }
}
