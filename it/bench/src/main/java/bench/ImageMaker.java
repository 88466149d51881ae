package bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.Imaging;
import org.storedfile.LocalBytes;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;
import org.storedfile.storage.Content;

/** Makes three variants of each photograph, in a JVM of its own, with as many threads as there are processors. */
public final class ImageMaker {
    private static final List<VariantSpec> VARIANTS =
            Stream.of(300, 800, 1600).map(ImageMaker::variant).toList();

    private ImageMaker() {}

    /** Prints seconds, seconds of CPU, and the peak of resident memory in MB. */
    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments[0]));
        List<Path> photos = Photographs.in(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        Imaging imaging = Imaging.discovered();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        long start = System.nanoTime();
        List<Future<?>> work = new ArrayList<>();
        photos.forEach(photo -> work.add(threads.submit(() -> make(imaging, photo, out))));
        for (Future<?> one : work) {
            one.get();
        }
        threads.shutdown();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println((System.nanoTime() - start) / 1e9 + " " + system.getProcessCpuTime() / 1e9 + " " + peak());
    }

    private static void make(Imaging imaging, Path photo, Path out) {
        try (LocalBytes bytes = LocalBytes.of(Content.of(photo))) {
            imaging.inspect(bytes.channel(), ImageLimits.STANDARD);
            List<byte[]> made = imaging.render(bytes.channel(), "a.jpg", ImageLimits.STANDARD, VARIANTS);
            for (int i = 0; i < made.size(); i++) {
                Files.write(
                        out.resolve(photo.getFileName() + "." + VARIANTS.get(i).width()), made.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VariantSpec variant(int side) {
        return new VariantSpec("v" + side, side, side, Fit.CONTAIN, VariantFormat.JPEG, 80, "", false);
    }

    private static long peak() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
