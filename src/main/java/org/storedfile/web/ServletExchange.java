package org.storedfile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Sends an answer by way of a servlet's response. */
record ServletExchange(HttpServletRequest request, HttpServletResponse response, FileStreams streams) {
    void send(FileAnswer answer, FileRequest asked) throws IOException {
        if (LocalTransfer.isTaken(answer.body(), request, response)) {
            head(answer);
            return;
        }
        try (Sending body = open(answer.body())) {
            head(answer);
            body.writeTo(response.getOutputStream());
        } catch (NoSuchFileException e) {
            if (response.isCommitted() || answer.status() == 404) {
                throw e;
            }
            // Removed since it was found.
            send(Refusals.missing(asked), asked);
        }
    }

    private Sending open(Body body) throws IOException {
        Optional<Sending> transfer = LocalTransfer.open(body, request, response, streams);
        return transfer.isPresent() ? transfer.get() : OpenBody.of(body);
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
