package gallery.api;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Comes before the servers' own, which call it a failure of theirs. */
@Provider
public class BrokenRules implements ExceptionMapper<ConstraintViolationException> {
    @Override
    public Response toResponse(ConstraintViolationException failure) {
        return new Refusals().toResponse(failure);
    }
}
