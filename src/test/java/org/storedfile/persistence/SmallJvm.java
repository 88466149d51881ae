package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of little memory, which does one work after another and ends when one fails; then the next work gets a new one.
 * Not thread safe.
 */
final class SmallJvm implements AutoCloseable {
    /** What the program answers when a work is done. */
    static final String DONE = "done";

    private final List<String> command;
    private @Nullable Process process;

    /** Runs {@code program}, whose input has a work on each line. */
    SmallJvm(String memory, Class<?> program, String... arguments) {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:+UseSerialGC",
                // Whoever catches the error, or goes on without the thread that it ended, needed too much.
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
    }

    void does(String work) throws IOException {
        Process running = running();
        var works = running.outputWriter(UTF_8);
        works.write(work + "\n");
        works.flush();
        assertDone(running.inputReader(UTF_8));
    }

    private static void assertDone(BufferedReader answers) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = answers.readLine(); !DONE.equals(line); line = answers.readLine()) {
            assertThat(line).as("it ended: " + said).isNotNull();
            said.append(line).append('\n');
        }
    }

    private Process running() throws IOException {
        Process running = process;
        if (running == null || !running.isAlive()) {
            running = new ProcessBuilder(command).redirectErrorStream(true).start();
            process = running;
        }
        return running;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
