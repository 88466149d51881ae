package org.storedfile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;

/** Sends an answer by way of a servlet's response. */
record ServletExchange(HttpServletRequest request, HttpServletResponse response) {
    private static final System.Logger LOG = System.getLogger(ServletExchange.class.getName());

    void send(FileAnswer answer, FileRequest asked) throws IOException {
        try (OpenBody body = OpenBody.of(answer.body())) {
            head(answer);
            body.writeTo(response.getOutputStream());
        } catch (NoSuchFileException e) {
            if (response.isCommitted()) {
                throw e;
            }
            // Removed since it was found.
            send(Refusals.missing(asked), asked);
        } catch (ClientGone e) {
            // Nobody is left to be told, and the container has closed the connection.
            LOG.log(Level.DEBUG, "a client went away in the middle of a download", e);
        }
    }

    private void head(FileAnswer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> {
            switch (name) {
                case "Content-Length" -> response.setContentLengthLong(Long.parseLong(value));
                case "Content-Type" -> response.setContentType(value);
                default -> response.setHeader(name, value);
            }
        });
    }
}
