package server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import server.Application;
import server.Installation;
import server.Server;

/**
 * 200 clients of one file, served by the gallery and, beside it, by the server's own servlet for static files; with
 * uploads meanwhile: for a minute, and then in turns. Prints throughput, the server's processor time, errors, and what
 * the server holds. Its argument is the gallery's WAR; it needs the program wrk.
 */
public final class Load {
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
    private static final int SECONDS = Integer.getInteger("load.seconds", 15);
    private static final int MINUTE = Integer.getInteger("load.minute", 60);
    private static final int SIZE = 1 << 20;

    private Load() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] file = "one line of a text that is served\n"
                .repeat(SIZE / 34 + 1)
                .substring(0, SIZE)
                .getBytes(UTF_8);
        Path folder = Files.createDirectories(Path.of("target", "load").toAbsolutePath());
        List<Application> applications = List.of(
                new Application("gallery", Path.of(arguments[0]).toAbsolutePath()),
                new Application("plain", war(folder.resolve("plain.war"), file)));
        try (Server server = Server.start(Installation.fromProperties(), applications)) {
            Uploads uploads = new Uploads(server.address("gallery"));
            URI served = uploads.add(file);
            print("served is %s%n", served.getPath());
            URI plain = server.address("plain").resolve("file.txt");
            // Once each for the compiler, not counted; pools of threads grow to what they may have.
            Wrk.run(plain, SECONDS);
            Wrk.run(served, SECONDS);
            last(served, uploads);
            compare(plain, served, uploads);
        }
    }

    private static void last(URI served, Uploads uploads) throws IOException, InterruptedException {
        Held before = Held.now();
        int failed = uploads.failed();
        uploads.start();
        Wrk wrk = Wrk.run(served, MINUTE);
        uploads.stop();
        Held after = Held.now();
        print(
                "%d clients for %d s: %.0f requests/s, errors %d, uploads %d, failed uploads %d; from %s to %s%n",
                Wrk.CLIENTS,
                MINUTE,
                wrk.requestsPerSecond(),
                wrk.errors(),
                uploads.done(),
                uploads.failed(),
                before,
                after);
        print("%s%n", after.changes(before));
        require(wrk.errors(), uploads.failed() - failed, before, after);
    }

    private static void compare(URI plain, URI served, Uploads uploads) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        Held before = Held.now();
        int failed = uploads.failed();
        for (int i = 0; i < ROUNDS; i++) {
            uploads.start();
            // In turn first, because the machine may have other things to do.
            Wrk first = Wrk.run(i % 2 == 0 ? plain : served, SECONDS);
            Wrk second = Wrk.run(i % 2 == 0 ? served : plain, SECONDS);
            uploads.stop();
            rounds.add(i % 2 == 0 ? new Round(first, second) : new Round(second, first));
            print("%s, uploads so far %d, %s%n", rounds.get(i), uploads.done(), Held.now());
        }
        Held after = Held.now();
        long errors = rounds.stream().mapToLong(round -> round.ours().errors()).sum();
        print(
                "%d clients, a file of 1 MiB: median ratio %.2f (wanted: 0.9), of processor time %.2f, errors %d,"
                        + " failed uploads %d; from %s to %s%n",
                Wrk.CLIENTS,
                median(rounds, Round::speed),
                median(rounds, Round::cpu),
                errors,
                uploads.failed(),
                before,
                after);
        print("%s%n", after.changes(before));
        require(errors, uploads.failed() - failed, before, after);
    }

    // Not the ratio, which depends on what else the machine does.
    private static void require(long errors, int failedUploads, Held before, Held after) {
        List<String> faults = new ArrayList<>(after.growth(before));
        if (errors > 0) {
            faults.add(errors + " requests failed");
        }
        if (failedUploads > 0) {
            faults.add(failedUploads + " uploads failed");
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the load ended badly: " + String.join(", ", faults));
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> ratio) {
        double[] sorted = rounds.stream().mapToDouble(ratio).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The server's own servlet, and ours. */
    private record Round(Wrk plain, Wrk ours) {
        double speed() {
            return ours.requestsPerSecond() / plain.requestsPerSecond();
        }

        double cpu() {
            return ours.cpuSecondsPerGiB(SIZE) / plain.cpuSecondsPerGiB(SIZE);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "plain %.0f/s, gallery %.0f/s, ratio %.2f; CPU plain %.2f s/GiB, gallery %.2f s/GiB;"
                            + " errors %d (plain %d), load average %.1f",
                    plain.requestsPerSecond(),
                    ours.requestsPerSecond(),
                    speed(),
                    plain.cpuSecondsPerGiB(SIZE),
                    ours.cpuSecondsPerGiB(SIZE),
                    ours.errors(),
                    plain.errors(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private static Path war(Path war, byte[] file) throws IOException {
        try (OutputStream out = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("file.txt"));
            zip.write(file);
            zip.closeEntry();
        }
        return war;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
