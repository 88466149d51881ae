package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests in a JVM of its own. */
final class JavaProcess {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private JavaProcess() {}

    static List<String> command(String memory, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                memory,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns what it printed. */
    static String run(String memory, Class<?> main, String... arguments) throws IOException, InterruptedException {
        return run(command(memory, main, arguments));
    }

    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: " + output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
