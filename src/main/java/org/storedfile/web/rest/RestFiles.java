package org.storedfile.web.rest;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.FileRef;
import org.storedfile.storage.Content;
import org.storedfile.web.ClientFile;
import org.storedfile.web.FileAnswer;
import org.storedfile.web.FileRequest;
import org.storedfile.web.FileResponse;

/** What a Jakarta REST resource does with files. */
public final class RestFiles {
    private static final Pattern FIELD = Pattern.compile(";\\s*name\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private RestFiles() {}

    /**
     * Answers a GET or HEAD request, with conditions and ranges. A resource method gets both parameters with
     * {@code @Context}.
     *
     * @throws IOException if the storage cannot be asked
     */
    public static Response respond(FileResponse file, Request request, HttpHeaders headers) throws IOException {
        FileRequest asked = new RestRequest(request, headers);
        return response(file.answer(asked), asked);
    }

    private static Response response(FileAnswer answer, FileRequest asked) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        if (answer.hasBody()) {
            StreamingOutput body = out -> write(answer, asked, out);
            response.entity(body);
        }
        return response.build();
    }

    // Removed since it was found: nothing is sent yet.
    private static void write(FileAnswer answer, FileRequest asked, OutputStream out) throws IOException {
        try {
            answer.writeTo(out);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(response(FileAnswer.missing(asked), asked), e);
        }
    }

    /**
     * Returns the file of {@code part}; empty if the user chose none, or the part is no file. It is read once, when its
     * entity is flushed, which must happen before the request ends.
     */
    public static Optional<FileRef> of(EntityPart part) {
        return part.getFileName().flatMap(name -> ClientFile.of(name, Content.of(part.getContent())));
    }

    /** Returns all files that the form's input {@code field} sent, in the form's order; none if the user chose none. */
    public static List<FileRef> all(Collection<EntityPart> parts, String field) {
        return parts.stream()
                .filter(part -> fieldName(part).filter(field::equals).isPresent())
                .map(RestFiles::of)
                .flatMap(Optional::stream)
                .toList();
    }

    // Where a file's name has other characters than ASCII, Open Liberty gives it as that of the field, too.
    private static Optional<String> fieldName(EntityPart part) {
        return Optional.ofNullable(part.getHeaders().getFirst("Content-Disposition"))
                .map(FIELD::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .or(() -> Optional.ofNullable(part.getName()));
    }

    private record RestRequest(Request request, HttpHeaders headers) implements FileRequest {
        @Override
        public String method() {
            return request.getMethod();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.getHeaderString(name));
        }
    }
}
