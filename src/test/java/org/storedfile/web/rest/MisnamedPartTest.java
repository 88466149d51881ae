package org.storedfile.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Parts as Open Liberty gives them when the file's name is not ASCII: with the file's name for that of the field. */
class MisnamedPartTest {
    @Test
    void the_field_is_that_of_the_header() {
        EntityPart part = new MisnamedPart("form-data; name=\"file\"; filename=\"Grüße.png\"");

        assertThat(RestFiles.all(List.of(part), "file")).hasSize(1);
        assertThat(RestFiles.all(List.of(part), "Grüße.png")).isEmpty();
    }

    @Test
    void without_a_header_the_field_is_what_the_server_says() {
        EntityPart part = new MisnamedPart(null);

        assertThat(RestFiles.all(List.of(part), "Grüße.png")).hasSize(1);
    }

    private record MisnamedPart(@Nullable String disposition) implements EntityPart {
        @Override
        public String getName() {
            return "Grüße.png";
        }

        @Override
        public Optional<String> getFileName() {
            return Optional.of("Grüße.png");
        }

        @Override
        public MultivaluedMap<String, String> getHeaders() {
            MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
            if (disposition != null) {
                headers.putSingle("Content-Disposition", disposition);
            }
            return headers;
        }

        @Override
        public MediaType getMediaType() {
            return MediaType.APPLICATION_OCTET_STREAM_TYPE;
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(new byte[] {1});
        }

        @Override
        public <T> T getContent(Class<T> type) {
            throw new UnsupportedOperationException("files are streams");
        }

        @Override
        public <T> T getContent(GenericType<T> type) {
            throw new UnsupportedOperationException("files are streams");
        }
    }
}
