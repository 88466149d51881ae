package server.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of the server's JVM after a collection. */
final class Heap {
    private static final Pattern USED = Pattern.compile("used ([0-9]+)K");

    private Heap() {}

    /** Returns the bytes in use. */
    static long used() throws IOException, InterruptedException {
        String pid = String.valueOf(server().pid());
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not tell the heap of process " + pid);
        }
        return Long.parseLong(used.group(1)) * 1024;
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
