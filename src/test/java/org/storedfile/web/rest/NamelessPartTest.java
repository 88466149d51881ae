package org.storedfile.web.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.storedfile.FileRef;

/** Parts as Open Liberty gives them when the file's name is not ASCII: the names of file and field are in the header only. */
class NamelessPartTest {
    @Test
    void a_name_that_the_server_could_not_read_is_that_of_the_header() {
        assertThat(name("form-data; name=\"file\"; filename=\"../../etc/Grüße.png\""))
                .contains("Grüße.png");
        assertThat(name("form-data; name=\"file\"; FileName = \"한글.png\"")).contains("한글.png");
    }

    @Test
    void bytes_that_were_read_as_Latin_1_are_UTF_8() {
        String header = new String("form-data; name=\"file\"; filename=\"한글.png\"".getBytes(UTF_8), ISO_8859_1);

        assertThat(name(header)).contains("한글.png");
    }

    @Test
    void a_part_without_a_name_in_its_header_is_no_file() {
        assertThat(name("form-data; name=\"filename\"")).isEmpty();
        assertThat(name("form-data; name=\"file\"; filename=\"\"")).isEmpty();
        assertThat(name(null)).isEmpty();
    }

    @Test
    void the_field_is_that_of_the_header() {
        EntityPart part = new NamelessPart("form-data; name=\"file\"; filename=\"Grüße.png\"");

        assertThat(RestFiles.all(List.of(part), "file")).hasSize(1);
        assertThat(RestFiles.all(List.of(part), "other")).isEmpty();
    }

    private static Optional<String> name(@Nullable String disposition) {
        return RestFiles.of(new NamelessPart(disposition)).map(FileRef::name);
    }

    private record NamelessPart(@Nullable String disposition) implements EntityPart {
        @Override
        public @Nullable String getName() {
            return null;
        }

        @Override
        public Optional<String> getFileName() {
            return Optional.empty();
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
