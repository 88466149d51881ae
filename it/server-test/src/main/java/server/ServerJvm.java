package server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JVM of the server that this one started, as the operating system (Linux) and jcmd see it. */
public final class ServerJvm {
    private static final Pattern USED = Pattern.compile("used ([0-9]+)K");

    private ServerJvm() {}

    /** Returns the bytes of the heap that are in use after a collection. */
    public static long heap() throws IOException, InterruptedException {
        String pid = String.valueOf(server().pid());
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not tell the heap of process " + pid);
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /**
     * Returns for how many of its class loaders this class has objects that are still reachable: for how many deployments
     * of an application that brings it.
     */
    public static long owners(String className) throws IOException, InterruptedException {
        // Collects garbage first.
        return lines(className + "( \\(.*\\))?", jcmd(String.valueOf(server().pid()), "GC.class_histogram"));
    }

    /** Returns how often this class is loaded, each time by another class loader that is still reachable. */
    public static long copies(String className) throws IOException, InterruptedException {
        String pid = String.valueOf(server().pid());
        jcmd(pid, "GC.run");
        return lines(className, jcmd(pid, "VM.classloaders", "show-classes", "fold=false"));
    }

    private static long lines(String end, String text) {
        return Pattern.compile("(?m)\\s" + end + "\\s*$")
                .matcher(text)
                .results()
                .count();
    }

    /** Returns the time of processors that it took since it was started. */
    public static Duration cpu() throws IOException {
        return server().info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("the operating system does not tell the time of processors"));
    }

    /** Returns the number of its threads. */
    public static long threads() throws IOException {
        return entries("task");
    }

    /** Returns the number of files and connections that it has open. */
    public static long handles() throws IOException {
        return entries("fd");
    }

    /** Returns how many it has open of each kind: {@code socket}, {@code pipe}, {@code jar} and so on. */
    public static Map<String, Long> handlesByKind() throws IOException {
        Map<String, Long> kinds = new TreeMap<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(server().pid()), "fd"))) {
            for (Path entry : entries.toList()) {
                kinds.merge(kind(entry), 1L, Long::sum);
            }
        }
        return kinds;
    }

    // What it points to: socket:[1], anon_inode:[eventpoll], or a path.
    private static String kind(Path handle) throws IOException {
        try {
            String target = Files.readSymbolicLink(handle).toString();
            return target.startsWith("/")
                    ? target.substring(Math.max(target.lastIndexOf('/'), target.lastIndexOf('.')) + 1)
                    : target.replaceFirst(":?\\[[0-9]+]", "");
        } catch (NoSuchFileException e) {
            return "closed meanwhile";
        }
    }

    private static long entries(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(server().pid()), folder))) {
            return entries.count();
        }
    }

    // Behind its shell script, or the program that started it and waits; an S3 server was there before it.
    private static ProcessHandle server() throws IOException {
        return ProcessHandle.current()
                .descendants()
                .filter(ServerJvm::isJava)
                .filter(process -> process.descendants().noneMatch(ServerJvm::isJava))
                .max(Comparator.comparing(
                        process -> process.info().startInstant().orElse(Instant.EPOCH)))
                .orElseThrow(() -> new IOException("no server is running"));
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    private static String jcmd(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = System.getProperty("java.home") + "/bin/jcmd";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }
}
