package org.storedfile.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the servlet for signed links does, in any container. */
@NullUnmarked
abstract class ServingContract
        implements DownloadContract, RangeContract, LinkContract, InlineContract, BrokenContract {
    @TempDir
    Path temp;

    private Serving serving;

    abstract Container start(Map<String, Servlet> servlets, Map<String, String> parameters, Path temporary)
            throws Exception;

    @Override
    public Serving serving() {
        return serving;
    }

    @BeforeEach
    void start() throws Exception {
        serving = new Serving(this::start, temp);
    }

    @AfterEach
    void stop() {
        serving.close();
        assertThat(medium().open).as("streams that were left open").hasValue(0);
    }
}
