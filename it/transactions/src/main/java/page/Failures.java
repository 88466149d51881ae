package page;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Shows the tests what went wrong. */
@Provider
public class Failures implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException answer) {
            return answer.getResponse();
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return Response.serverError().type("text/plain").entity(text.toString()).build();
    }
}
