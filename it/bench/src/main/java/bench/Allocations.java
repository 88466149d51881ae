package bench;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has the profiler of JMH count the bytes that each work allocates, on all threads: unlike a time that is the same on a
 * busy machine. The limits are about half above what was measured.
 */
final class Allocations {
    private static final String BYTES = "gc.alloc.rate.norm";

    // A number, not a time: a busy machine would compile less of it, and know fewer links again.
    private static final int WORKS = 5_000;

    void run(Report report) throws Exception {
        Map<String, Long> bytes = measure();
        besideString(report, bytes, "persist with a new 4 KiB file and its commit", "persist", 80_000);
        besideString(report, bytes, "load", "load", 500);
        besideString(report, bytes, "flush unchanged", "flush", 20);
        link(report, bytes, "url() of S3", "bucket", 40_000);
        link(report, bytes, "url() of S3, one of 20 000 again", "bucketAgain", 600);
        link(report, bytes, "url() of a folder (HMAC)", "hmac", 4_500);
    }

    private static void besideString(Report report, Map<String, Long> bytes, String work, String way, long more) {
        long theirs = bytes.get(way + "strings");
        report.requireAtMost(work + ", bytes allocated", bytes.get(way + "files"), "String", theirs, theirs + more);
    }

    private static void link(Report report, Map<String, Long> bytes, String work, String way, long most) {
        report.requireAtMost(work + ", bytes allocated", bytes.get(way), "S3Presigner", bytes.get("presigner"), most);
    }

    private static Map<String, Long> measure() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("^bench\\.(Allocation|Link)Benchmark\\.")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .mode(Mode.SingleShotTime)
                .warmupIterations(4)
                .warmupBatchSize(WORKS)
                .measurementIterations(2)
                .measurementBatchSize(WORKS)
                .jvmArgsAppend("-Xmx256m", "-Dbench.folder=" + System.getProperty("bench.folder"))
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Map<String, Long> bytes = new TreeMap<>();
        results.forEach(result -> bytes.put(
                name(result.getParams()),
                // Of a batch.
                Math.round(result.getSecondaryResults().get(BYTES).getScore() / WORKS)));
        return bytes;
    }

    private static String name(BenchmarkParams params) {
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        String unit = params.getParam("unit");
        return unit == null ? method : method + unit;
    }
}
