package crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One node: it works until it is told to stop, or killed. It takes one order a line: {@code open MANNER}, {@code
 * work SEED THREADS}, {@code stop}, {@code arm NTH POINT}, {@code hold POINT}, {@code release}, {@code points}, {@code
 * facts}, {@code plant STORAGE KEY}, {@code maintain TASK}, {@code close}, and answers on its output.
 */
public final class Node {
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean isStopped;
    private Unit unit;

    private Node() {}

    public static void main(String[] arguments) throws Exception {
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
            obey(order);
        }
        // The parent is gone, or wants no more.
        Runtime.getRuntime().halt(0);
    }

    private void obey(String line) throws IOException, InterruptedException {
        String[] order = line.split(" ", 3);
        switch (order[0]) {
            case "open" -> {
                unit = Unit.open(Manner.of(line.substring("open ".length())));
                tell("opened");
            }
            case "close" -> {
                unit.close();
                Points.forget();
                tell("closed");
            }
            case "work" -> work(Long.parseLong(order[1]), Integer.parseInt(order[2]));
            case "stop" -> stop();
            case "arm" -> Points.arm(order[2], Integer.parseInt(order[1]));
            case "hold" -> Points.hold(line.substring("hold ".length()));
            case "release" -> Points.release();
            case "points" -> {
                Points.counts().forEach((name, count) -> tell("reached " + count + " " + name));
                tell("all");
            }
            case "plant" -> unit.upkeep().plant(order[1], order[2]);
            case "maintain" -> maintain(line.substring("maintain ".length()));
            case "facts" -> tell("facts " + Facts.now());
            default -> throw new IllegalArgumentException("no such order: " + order[0]);
        }
    }

    // Beside other orders.
    private void maintain(String order) {
        new Thread(
                        () -> {
                            try {
                                unit.upkeep().run(order);
                            } catch (RuntimeException e) {
                                tell("unexpected in " + order + ": " + Failures.describe(e));
                                tell("maintained 0 0 0");
                            }
                        },
                        Upkeep.THREAD)
                .start();
    }

    private void work(long seed, int threads) {
        isStopped = false;
        for (int number = 0; number < threads; number++) {
            Work work = new Work(unit, seed + number);
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
                failed(work, e);
            }
        }
    }

    // As an application does: what lost against another is done once more.
    private static void failed(Work work, RuntimeException e) {
        if (Failures.isSerialization(e)) {
            work.again();
            tell("rolled back");
        } else if (Failures.isSlow(e)) {
            tell("slow");
        } else {
            tell(Failures.isExpected(e) ? "failed" : "unexpected " + Failures.describe(e));
        }
    }
}
