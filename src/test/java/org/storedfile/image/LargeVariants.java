package org.storedfile.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.ImageRefusedException;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** Makes variants of images that are tall, wide or deep, several at once; a program of its own, for a small heap. */
public final class LargeVariants {
    private static final int AT_ONCE = 4;
    // Without a bound, their metadata alone would be more than the heap.
    private static final int PREVIEWS_AT_ONCE = 12;
    private static final List<VariantSpec> USUAL = List.of(
            spec("thumb", 300, 200, Fit.COVER), spec("mid", 800, 0, Fit.CONTAIN), spec("large", 1600, 0, Fit.CONTAIN));
    private static final Map<String, Supplier<byte[]>> FILES = new LinkedHashMap<>();

    static {
        FILES.put("tall", () -> TestRows.png(2_000, 20_000, 2, 8));
        FILES.put("wide", () -> TestRows.png(20_000, 2_000, 2, 8));
        FILES.put("thin", () -> TestRows.png(1, 20_000, 2, 8));
        FILES.put("noise", LargeVariants::noise);
        FILES.put("deep", () -> TestRows.png(4_000, 4_000, 6, 16));
        FILES.put("photo", () -> TestImages.encoded("jpg", 4_000, 3_000));
        FILES.put(
                "progressive",
                () -> TestImages.progressive(TestImages.picture(6_000, 6_000, BufferedImage.TYPE_BYTE_GRAY)));
        FILES.put("real", () -> TestRows.tiff(1_400, 1_400, 3, 32));
        FILES.put("large-real", () -> TestRows.tiff(3_000, 3_000, 3, 64));
        FILES.put("previews", Bombs::previews);
        FILES.put("sixty", () -> TestRows.tiff(1_000, 1_000, 60, 8));
    }

    private LargeVariants() {}

    static List<String> names() {
        return List.copyOf(FILES.keySet());
    }

    /** Prints of each file what became of it, and the most memory that the process took, as Linux says it. */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PREVIEWS_AT_ONCE);
        for (String name : arguments.length == 0 ? names() : List.of(arguments)) {
            byte[] bytes = Objects.requireNonNull(FILES.get(name)).get();
            List<VariantSpec> variants = switch (name) {
                case "thin" -> List.of(spec("fill", 1600, 300, Fit.FILL));
                case "real", "progressive", "previews" -> USUAL.subList(0, 1);
                default -> USUAL;
            };
            List<Future<String>> verdicts = new ArrayList<>();
            for (int i = 0; i < (name.equals("previews") ? PREVIEWS_AT_ONCE : AT_ONCE); i++) {
                verdicts.add(threads.submit(() -> verdict(bytes, name.equals("noise") ? "a.png" : "a.jpg", variants)));
            }
            print(name, verdicts);
        }
        threads.shutdown();
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .forEach(System.out::println);
        }
    }

    private static void print(String name, List<Future<String>> verdicts)
            throws InterruptedException, ExecutionException {
        for (Future<String> verdict : verdicts) {
            System.out.println(name + ": " + verdict.get());
        }
    }

    private static String verdict(byte[] bytes, String original, List<VariantSpec> variants) throws IOException {
        ImageIoImaging imaging = new ImageIoImaging();
        try {
            imaging.inspect(Memory.of(bytes), ImageLimits.STANDARD);
            return imaging.render(Memory.of(bytes), original, ImageLimits.STANDARD, variants)
                            .size() + " made";
        } catch (ImageRefusedException e) {
            return "refused: " + e.getMessage();
        }
    }

    // Transparent in part, and as large when it is encoded as it is in memory.
    private static byte[] noise() {
        BufferedImage image = new BufferedImage(1_080, 2_400, BufferedImage.TYPE_4BYTE_ABGR);
        new Random(7).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return TestImages.encoded(image, "png");
    }

    private static VariantSpec spec(String name, int width, int height, Fit fit) {
        return new VariantSpec(name, width, height, fit, VariantFormat.AUTO, 80, "", false);
    }
}
