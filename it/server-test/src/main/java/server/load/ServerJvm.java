package server.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's JVM. */
final class ServerJvm {
    private static final Pattern USED = Pattern.compile("used ([0-9]+)K");

    private ServerJvm() {}

    /** Returns the bytes of the heap that are in use after a collection. */
    static long heap() throws IOException, InterruptedException {
        String pid = String.valueOf(server().pid());
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not tell the heap of process " + pid);
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** Returns the time of processors that it took since it was started. */
    static Duration cpu() throws IOException {
        return server().info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("the operating system does not tell the time of processors"));
    }

    // Behind its shell script.
    private static ProcessHandle server() throws IOException {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IOException("no server is running"));
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
