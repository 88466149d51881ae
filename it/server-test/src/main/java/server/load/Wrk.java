package server.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk, which Debian has as a package. */
record Wrk(double requestsPerSecond, long errors) {
    static final int CLIENTS = Integer.getInteger("load.clients", 200);
    private static final Pattern SPEED = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern SOCKETS =
            Pattern.compile("Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    static Wrk run(URI address, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "wrk", "-t1", "-c" + CLIENTS, "-d" + seconds + "s", "--timeout", "30s", address.toString())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk could not load '" + address + "': " + report);
        }
        return new Wrk(Double.parseDouble(first(SPEED, report)), errors(report));
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
