package server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerProcessTest {
    private static final Pattern READY = Pattern.compile("ready");
    private static final Pattern FAILED = Pattern.compile("failed");

    @TempDir
    Path folder;

    @Test
    void one_that_ends_too_soon_is_told_with_the_end_of_its_log() throws IOException {
        try (ServerProcess process = shell("echo no port is free; exit 3")) {
            assertThatThrownBy(() -> process.awaitLine("it is ready", 0, READY, FAILED))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the server ended with 3 before it is ready; the end of '" + log() + "'")
                    .hasMessageEndingWith("no port is free");
        }
    }

    @Test
    void one_that_says_that_it_failed_is_not_waited_for() throws IOException {
        try (ServerProcess process = shell("echo it failed; sleep 600")) {
            assertThatThrownBy(() -> process.awaitLine("it is ready", 0, READY, FAILED))
                    .hasMessageStartingWith("failed: it is ready");
        }
    }

    @Test
    void closing_ends_what_it_started_and_keeps_the_log() throws IOException {
        List<ProcessHandle> all;
        try (ServerProcess process = shell("sleep 600 & echo ready; wait")) {
            process.awaitLine("it is ready", 0, READY, FAILED);
            all = ProcessHandle.current().descendants().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);
        }

        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertThat(log()).hasContent("ready");
    }

    private ServerProcess shell(String script) throws IOException {
        return ServerProcess.start(log(), folder, Map.of(), List.of("sh", "-c", script));
    }

    private Path log() {
        return folder.resolve("console.log");
    }
}
