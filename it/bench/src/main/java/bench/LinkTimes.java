package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH time links: each way in a JVM of its own, and all ways again in every round. */
final class LinkTimes {
    private static final List<String> WAYS = List.of("bucket", "presigner", "bucketAgain", "hmac");

    private final int rounds = Integer.getInteger("bench.rounds");

    void run(Report report) throws Exception {
        Files.createDirectories(Path.of(System.getProperty("bench.folder")));
        Rounds measured = new Rounds();
        WAYS.forEach(way -> measured.with(() -> measure(way)));
        Map<String, Times> times = measured.run(0, rounds);
        compare(report, times, "url() of S3", "bucket", "1.05");
        compare(report, times, "url() of S3, one of 20 000 again", "bucketAgain", "0.1");
        compare(report, times, "url() of a folder (HMAC)", "hmac", "");
    }

    private static void compare(Report report, Map<String, Times> times, String work, String way, String target) {
        report.compare(work, "µs", times.get(way), "S3Presigner", times.get("presigner"), target);
    }

    // The best iteration: what others do to the machine only adds.
    private static Map<String, Double> measure(String way) throws Exception {
        Options options = new OptionsBuilder()
                .include("^bench\\.LinkBenchmark\\." + way + "$")
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(500))
                .jvmArgsAppend("-Xmx256m", "-Dbench.folder=" + System.getProperty("bench.folder"))
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, Double> best = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            result.getAggregatedResult()
                    .getIterationResults()
                    .forEach(iteration ->
                            best.merge(way, iteration.getPrimaryResult().getScore(), Math::min));
        }
        return best;
    }
}
