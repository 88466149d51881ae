package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Variants of 300, 800 and 1600 pixels of photographs of 12 megapixels, beside ImageMagick and libvips, whose programs
 * are started for each photograph, as many at once as there are processors. What is not installed is left out.
 */
final class Images {
    private static final String TIME = "/usr/bin/time";
    private static final String CONVERT = "convert -define jpeg:size=3200x3200 \"$1\" -auto-orient -thumbnail 1600x1600"
            + " -quality 80 -strip -write \"$0/c1600.jpg\" -thumbnail 800x800 -write \"$0/c800.jpg\" -thumbnail 300x300"
            + " \"$0/c300.jpg\"";
    private static final String VIPS =
            "for s in 1600 800 300; do vipsthumbnail \"$1\" -s $s -o \"$0/v$s.jpg[Q=80,strip]\";" + " done";

    private final int number = Integer.getInteger("bench.photos", 200);
    private final Path folder = Path.of(System.getProperty("bench.folder"), "photos");

    /** What one of them took. */
    private record Taken(double seconds, double cpu, double peak) {}

    void run(Report report) throws Exception {
        List<Path> photos = Photographs.in(folder, number);
        Path out = Files.createDirectories(folder.resolve("out"));
        Taken ours = ours(out);
        report(report, ours, "convert", CONVERT, photos, out);
        report(report, ours, "vipsthumbnail", VIPS, photos, out);
    }

    private void report(Report report, Taken ours, String tool, String script, List<Path> photos, Path out)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin", tool)) || !Files.isExecutable(Path.of(TIME))) {
            System.out.println("(" + tool + " or " + TIME + " is not installed, and left out)");
            return;
        }
        Taken theirs = tool(script, photos, out);
        String work = number + " photographs of 12 MP: 300, 800 and 1600 pixels, photographs a second";
        row(report, work, number / ours.seconds(), tool, number / theirs.seconds(), ours.seconds() / theirs.seconds());
        row(
                report,
                "the same, CPU in ms a photograph",
                1000 * ours.cpu() / number,
                tool,
                1000 * theirs.cpu() / number,
                ours.cpu() / theirs.cpu());
        row(
                report,
                "the same, peak memory in MB",
                ours.peak(),
                tool + ", one of its processes",
                theirs.peak(),
                ours.peak() / theirs.peak());
    }

    private static void row(Report report, String work, double ours, String tool, double theirs, double ratio) {
        report.row(work, Report.number(ours), tool + ": " + Report.number(theirs), Report.number(ratio), "");
    }

    private Taken ours(Path out) throws IOException, InterruptedException {
        String[] words = output(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImageMaker.class.getName(),
                        out.toString(),
                        folder.toString(),
                        Integer.toString(number)))
                .strip()
                .split(" ");
        double[] numbers = Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        return new Taken(numbers[0], numbers[1], numbers[2]);
    }

    private static Taken tool(String script, List<Path> photos, Path out) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        List<String> command = new ArrayList<>(List.of(TIME, "-f", "%e %U %S", "xargs", "-P" + processors, "-n1"));
        command.addAll(List.of(TIME, "-f", "%M", "sh", "-c", script, out.toString()));
        Path list = Files.write(
                out.resolve("list"), photos.stream().map(Path::toString).toList());
        List<String> lines = output(command, list).strip().lines().toList();
        String[] words = lines.get(lines.size() - 1).split(" ");
        double peak = lines.subList(0, lines.size() - 1).stream()
                .mapToDouble(Double::parseDouble)
                .max()
                .orElse(0);
        return new Taken(
                Double.parseDouble(words[0]), Double.parseDouble(words[1]) + Double.parseDouble(words[2]), peak / 1024);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        return output(command, Path.of("/dev/null"));
    }

    private static String output(List<String> command, Path input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + output);
        }
        return output;
    }
}
