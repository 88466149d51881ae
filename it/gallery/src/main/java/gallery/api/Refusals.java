package gallery.api;

import jakarta.json.bind.JsonbException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.storedfile.FileRefusedException;
import org.storedfile.ImageRefusedException;

/** Says what is wrong with a request, which the servers wrap in different ways. */
@Provider
public class Refusals implements ExceptionMapper<Exception> {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    @Override
    public Response toResponse(Exception failure) {
        Optional<ConstraintViolationException> violation = cause(failure, ConstraintViolationException.class);
        if (violation.isPresent()) {
            return answer(422, text(violation.get()));
        }
        Optional<ImageRefusedException> image = cause(failure, ImageRefusedException.class);
        if (image.isPresent()) {
            return answer(422, "The picture " + image.get().getMessage() + ".");
        }
        Optional<FileRefusedException> scanned = cause(failure, FileRefusedException.class);
        if (scanned.isPresent()) {
            return answer(422, "The file " + scanned.get().getMessage() + ".");
        }
        Optional<JsonbException> json = cause(failure, JsonbException.class);
        if (json.isPresent()) {
            return answer(400, json.get().getMessage());
        }
        if (failure instanceof WebApplicationException known) {
            return answer(known.getResponse().getStatus(), known.getMessage());
        }
        LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
        return answer(500, "This does not work now.");
    }

    private static String text(ConstraintViolationException violation) {
        return violation.getConstraintViolations().stream()
                .map(ConstraintViolation::getMessage)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Response answer(int status, String text) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("problem", text))
                .build();
    }
}
