package crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills nodes while they work, and checks what is left: {@code -Dcrash.kills} in all, with the seed {@code
 * -Dcrash.seed}, or a random one if that is 0, at {@code -Dcrash.sites} at once. Ends with 1 if anything was lost or
 * left over, or if on a stage something was not tried that {@link Coverage} asks for.
 */
public final class Crash {
    private Crash() {}

    public static void main(String[] arguments) {
        try {
            System.exit(isClean() ? 0 : 1);
        } catch (Exception e) {
            // Exception: threads that wait for nodes would keep the program from ending.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static boolean isClean() throws Exception {
        long given = Long.getLong("crash.seed", 0);
        long seed = given == 0 ? System.nanoTime() : given;
        int kills = Integer.getInteger("crash.kills", 36);
        System.out.println("crash: seed " + seed + " (-Dcrash.seed), kills " + kills + " (-Dcrash.kills)");
        int sites = Integer.getInteger("crash.sites", 1);
        Path folder = Files.createTempDirectory("crash");
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Boolean>> results = new ArrayList<>();
        for (int number = 0; number < sites; number++) {
            Path own = Files.createDirectory(folder.resolve("site-" + number));
            long first = seed + number;
            results.add(threads.submit(() -> isClean(threads, own, first, (kills + sites - 1) / sites)));
        }
        boolean isClean = true;
        for (Future<Boolean> result : results) {
            isClean &= result.get();
        }
        return isClean;
    }

    // Two stages of its own, which know nothing of other sites.
    private static boolean isClean(ExecutorService threads, Path folder, long seed, int kills) throws Exception {
        Map<String, Future<Tally>> results = new LinkedHashMap<>();
        try (Stage postgres = PostgresAndS3.in(folder);
                Stage h2 = H2AndFolder.in(folder)) {
            for (Stage stage : List.of(postgres, h2)) {
                if (!stage.name().contains(System.getProperty("crash.stage", ""))) {
                    continue;
                }
                stage.createTables();
                results.put(stage.name(), threads.submit(run(stage, folder, seed, (kills + 1) / 2)));
            }
            List<Tally> tallies = new ArrayList<>();
            for (Map.Entry<String, Future<Tally>> result : results.entrySet()) {
                tallies.add(result.getValue().get());
                System.out.println("crash: " + result.getValue().get().report(result.getKey()));
            }
            return tallies.stream().allMatch(Tally::isClean);
        }
    }

    private static Callable<Tally> run(Stage stage, Path folder, long seed, int kills) {
        return () -> new Rounds(stage, folder, seed).run(kills);
    }
}
