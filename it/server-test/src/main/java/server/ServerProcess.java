package server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process with a log file. It ends with all its descendants when it is closed, or when this JVM ends. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("server.patience", 600));
    private static final int GRACE_SECONDS = 20;
    private static final int TAIL_LINES = 80;

    /** What is waited for. */
    interface Condition {
        boolean isMet() throws IOException;
    }

    private final Process process;
    private final Path log;
    private final Thread atExit = new Thread(this::kill, "stop-server");

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static ServerProcess start(Path log, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), log);
    }

    Path log() {
        return log;
    }

    /** Gives the process a line to read. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until the condition holds. */
    void await(String what, Condition condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            if (!process.isAlive()) {
                throw failure("the server ended with " + process.exitValue() + " before " + what);
            }
            if (System.nanoTime() > end) {
                throw failure("after " + PATIENCE.toSeconds() + " s still not: " + what);
            }
            pause();
        }
    }

    /** Returns how much has been printed. */
    long mark() throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /**
     * Waits for a line that is printed after the mark.
     *
     * @throws IOException if the one that tells of a failure comes first
     */
    void awaitLine(String what, long mark, Pattern done, Pattern failed) throws IOException {
        await(what, () -> {
            String text = printedSince(mark);
            if (failed.matcher(text).find()) {
                throw failure("failed: " + what);
            }
            return done.matcher(text).find();
        });
    }

    /** Waits until the process has ended, and returns its exit value. */
    int await() throws IOException {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw failure("after " + PATIENCE.toSeconds() + " s still running");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String printedSince(long mark) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) mark, all.length - (int) mark, StandardCharsets.UTF_8);
    }

    IOException failure(String message) throws IOException {
        List<String> lines = Files.exists(log)
                ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
        List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        return new IOException(message + "; the end of '" + log + "':\n" + String.join("\n", tail));
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    // The leaves first: shell scripts do not pass signals on, and end when what they started has.
    private void kill() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        tree.forEach(ServerProcess::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle handle) {
        try {
            handle.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Whatever kept it from ending in time.
            handle.destroyForcibly();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for the server", cause);
    }
}
