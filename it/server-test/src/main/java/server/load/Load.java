package server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import server.Application;
import server.Installation;
import server.Server;

/**
 * 200 clients of one file, served by the gallery and, beside it, by the server's own servlet for static files; with
 * uploads meanwhile. Prints throughput, errors and heap. Its argument is the gallery's WAR; it needs the program wrk.
 */
public final class Load {
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
    private static final int SECONDS = Integer.getInteger("load.seconds", 15);
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
            compare(server.address("plain").resolve("file.txt"), served, uploads);
        }
    }

    private static void compare(URI plain, URI served, Uploads uploads) throws IOException, InterruptedException {
        // Once each for the compiler, not counted.
        Wrk.run(plain, SECONDS);
        Wrk.run(served, SECONDS);
        List<Double> ratios = new ArrayList<>();
        long errors = 0;
        long before = Heap.used();
        for (int round = 0; round < ROUNDS; round++) {
            uploads.start();
            Wrk reference = Wrk.run(plain, SECONDS);
            Wrk ours = Wrk.run(served, SECONDS);
            uploads.stop();
            errors += ours.errors();
            ratios.add(ours.requestsPerSecond() / reference.requestsPerSecond());
            print(
                    "plain %.0f/s, gallery %.0f/s, ratio %.2f, %d uploads, errors %d (plain %d), heap %d MB%n",
                    reference.requestsPerSecond(),
                    ours.requestsPerSecond(),
                    ratios.get(round),
                    uploads.done(),
                    ours.errors(),
                    reference.errors(),
                    Heap.used() >> 20);
        }
        print(
                "%d clients, a file of 1 MiB: median ratio %.2f (wanted: 0.9), errors %d, failed uploads %d,"
                        + " heap after collection from %d to %d MB%n",
                Wrk.CLIENTS,
                ratios.stream().sorted().toList().get(ratios.size() / 2),
                errors,
                uploads.failed(),
                before >> 20,
                Heap.used() >> 20);
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
