package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.web.ServingFixture.CLIENT;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.StoredFileException;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;

/** What the operator is told that the client is not. */
class StoredFileServletTest {
    private static final Logger LOG = Logger.getLogger(StoredFileServlet.class.getName());

    private final Said said = new Said();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_storage_throws_is_logged_once_with_the_key(boolean isUnchecked, @TempDir Path temp) throws Exception {
        try (Serving serving = new Serving(TomcatContainer::start, temp)) {
            serving.medium.isDown = true;
            serving.medium.failsUnchecked = isUnchecked;

            get(serving, Serving.KEY);
        }

        assertThat(said.records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getMessage()).isEqualTo("could not serve '" + Serving.KEY + "'");
            assertThat(record.getThrown()).isInstanceOf(isUnchecked ? StoredFileException.class : Exception.class);
        });
    }

    @Test
    void a_file_that_is_missing_is_no_failure(@TempDir Path temp) throws Exception {
        try (Serving serving = new Serving(TomcatContainer::start, temp)) {
            assertThat(get(serving, Key.of("missing")).statusCode()).isEqualTo(404);
        }

        assertThat(said.records).isEmpty();
    }

    private HttpResponse<Void> get(Serving serving, Key key) throws Exception {
        String link = serving.link(Serving.signer(1, Duration.ZERO), key, LinkOptions.DEFAULTS);
        LOG.addHandler(said);
        try {
            return CLIENT.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding());
        } finally {
            LOG.removeHandler(said);
        }
    }

    private static final class Said extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
