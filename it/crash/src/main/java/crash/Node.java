package crash;

import jakarta.persistence.EntityManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFiles;

/**
 * One node: it works until it is told to stop, or killed. It takes one order a line: {@code open}, {@code work SEED
 * THREADS}, {@code stop}, {@code arm NTH POINT}, {@code points}, {@code facts}, and answers on its output.
 */
public final class Node {
    /** In a hurry: what a dead node left is removed twice within seconds. */
    private static final JournalSettings JOURNAL = JournalSettings.builder()
            .grace(Duration.ofMillis(2500))
            .linger(Duration.ofMillis(2500))
            .interval(Duration.ofMillis(200))
            .backOff(Duration.ofMillis(200))
            .build();

    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean isStopped;
    private EntityManagerFactory factory;

    private Node() {}

    public static void main(String[] arguments) throws Exception {
        StoredFiles.builder()
                .storage("default", Place.open())
                .journal(JOURNAL)
                .build()
                .register();
        tell("started");
        new Node().obey();
    }

    /** Says something to the parent. */
    static synchronized void tell(String line) {
        System.out.println(line);
    }

    private void obey() throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(order.split(" ", 3));
        }
        // The parent is gone, or wants no more.
        Runtime.getRuntime().halt(0);
    }

    private void obey(String[] order) throws InterruptedException {
        switch (order[0]) {
            case "open" -> {
                factory = Unit.open();
                tell("opened");
            }
            case "work" -> work(Long.parseLong(order[1]), Integer.parseInt(order[2]));
            case "stop" -> stop();
            case "arm" -> Points.arm(order[2], Integer.parseInt(order[1]));
            case "points" -> {
                Points.counts().forEach((name, count) -> tell("reached " + count + " " + name));
                tell("all");
            }
            case "facts" -> tell("facts " + Facts.now());
            default -> throw new IllegalArgumentException("no such order: " + order[0]);
        }
    }

    private void work(long seed, int threads) {
        isStopped = false;
        for (int number = 0; number < threads; number++) {
            Work work = new Work(factory, seed + number);
            Thread worker = new Thread(() -> work(work), "worker " + number);
            workers.add(worker);
            worker.start();
        }
    }

    private void stop() throws InterruptedException {
        isStopped = true;
        for (Thread worker : workers) {
            worker.join();
        }
        workers.clear();
        tell("stopped");
    }

    private void work(Work work) {
        while (!isStopped) {
            try {
                if (!work.transaction()) {
                    tell("rolled back");
                }
            } catch (RuntimeException e) {
                tell(Failures.isExpected(e) ? "failed" : "unexpected " + Failures.describe(e));
            }
        }
    }
}
