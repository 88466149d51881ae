package server.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import server.ServerJvm;

/**
 * One run of wrk, which Debian has as a package.
 *
 * @param cpuSeconds of the server
 */
record Wrk(double requestsPerSecond, long requests, double cpuSeconds, long errors) {
    static final int CLIENTS = Integer.getInteger("load.clients", 200);
    private static final Pattern SPEED = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("([0-9]+) requests in");
    private static final Pattern SOCKETS =
            Pattern.compile("Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    static Wrk run(URI address, int seconds) throws IOException, InterruptedException {
        Duration before = ServerJvm.cpu();
        Process process = new ProcessBuilder(
                        "wrk", "-t1", "-c" + CLIENTS, "-d" + seconds + "s", "--timeout", "30s", address.toString())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk could not load '" + address + "': " + report);
        }
        return new Wrk(
                Double.parseDouble(first(SPEED, report)),
                Long.parseLong(first(REQUESTS, report)),
                ServerJvm.cpu().minus(before).toMillis() / 1000.0,
                errors(report));
    }

    /** Returns what the server's processors need for one GiB of files with this size. */
    double cpuSecondsPerGiB(int size) {
        return cpuSeconds / requests * ((1 << 30) / (double) size);
    }

    private static long errors(String report) {
        long errors = 0;
        Matcher sockets = SOCKETS.matcher(report);
        if (sockets.find()) {
            for (int i = 1; i <= sockets.groupCount(); i++) {
                errors += Long.parseLong(sockets.group(i));
            }
        }
        Matcher status = STATUS.matcher(report);
        return status.find() ? errors + Long.parseLong(status.group(1)) : errors;
    }

    private static String first(Pattern pattern, String report) throws IOException {
        Matcher matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IOException("wrk says nothing of " + pattern + ":\n" + report);
        }
        return matcher.group(1);
    }
}
