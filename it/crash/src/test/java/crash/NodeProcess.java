package crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A node, seen from outside: it gets orders, tells what it does, and can be killed. */
final class NodeProcess {
    private static final int PATIENCE_SECONDS = 300;

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> findings = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> maintained = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Tally tally;
    private Manner manner;
    private boolean isOpen;
    private volatile List<String> keys = List.of();

    private NodeProcess(Process process, Tally tally) {
        this.process = process;
        this.tally = tally;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(this::read, "node " + process.pid());
        reader.start();
    }

    static NodeProcess start(Stage stage, List<String> javaOptions, Tally tally) throws IOException {
        List<String> command = new ArrayList<>(List.of(JavaHome.java()));
        command.addAll(javaOptions);
        command.add("-Dcrash.database=" + stage.url());
        command.add("-Dcrash.place=" + stage.place());
        stage.attic().ifPresent(attic -> command.add("-Dcrash.attic=" + attic));
        command.add("crash.Node");
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new NodeProcess(process, tally);
    }

    /** Gives an order. One that the node did not live to read is lost. */
    void tell(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the next answer that starts so, and drops those before it. */
    String await(String start) throws InterruptedException {
        return await(start::equals, start, PATIENCE_SECONDS * 1000L);
    }

    /** Has it open a unit. */
    void open(Manner next) {
        manner = next;
        isOpen = false;
        tell("open " + next);
    }

    /** Has it close the unit. */
    void close() throws InterruptedException {
        tell("close");
        await("closed");
    }

    /** How it works. */
    Manner manner() {
        return manner;
    }

    long id() {
        return process.pid();
    }

    /** Waits until the node has opened its unit, as it was told to. */
    void awaitOpened() throws InterruptedException {
        if (!isOpen) {
            await("opened");
            isOpen = true;
        }
    }

    /** Waits for the node to come to the point that it was armed with; says whether it did in time. */
    boolean comesTo(String point, long millis) throws InterruptedException {
        return !await(("point " + point)::equals, null, millis).isEmpty();
    }

    /** Returns those of the files of the transaction that it was stopped in, if it told them. */
    List<String> keys() {
        return keys;
    }

    /** Waits for the node to hold a thread at the point that it was told; says whether it did in time. */
    boolean holds(String point, long millis) throws InterruptedException {
        return !await(("held " + point)::equals, null, millis).isEmpty();
    }

    /** Returns how often it came to each point. */
    Map<String, Integer> points() throws InterruptedException {
        tell("points");
        Map<String, Integer> points = new TreeMap<>();
        for (String line = next(); !line.equals("all"); line = next()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("reached")) {
                points.put(words[2], Integer.valueOf(words[1]));
            }
        }
        return points;
    }

    /** Returns what it holds. */
    String facts() throws InterruptedException {
        tell("facts");
        return await(line -> line.startsWith("facts "), "facts", PATIENCE_SECONDS * 1000L);
    }

    /** Waits for the end of the maintenance that it was told; returns how much was removed, copied and moved. */
    int[] maintained() throws InterruptedException {
        String line = maintained.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("the maintenance of node " + process.pid() + " does not end");
        }
        return Stream.of(line.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray();
    }

    /** Returns what maintenance found since this was last asked: what is wrong, with what, and a sentence. */
    List<String> findings() {
        List<String> all = new ArrayList<>();
        findings.drainTo(all);
        return all;
    }

    /** Has it end by itself. */
    void end() throws IOException, InterruptedException {
        orders.close();
        process.waitFor();
        reader.join();
    }

    /** SIGKILL, and everything that it said until then. */
    void kill() throws InterruptedException {
        // Not by the process itself, which would close its output unread.
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    private String next() throws InterruptedException {
        return await(line -> true, "an answer", PATIENCE_SECONDS * 1000L);
    }

    private String await(Predicate<String> wanted, String required, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            String line = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null && required == null) {
                return "";
            }
            if (line == null) {
                throw new IllegalStateException("node " + process.pid() + " did not say '" + required + "' in time");
            }
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("keys ")) {
                    keys = List.of(line.substring("keys ".length()).split(" "));
                } else if (line.startsWith("found ")) {
                    findings.add(line.substring("found ".length()));
                } else if (line.startsWith("maintained ")) {
                    maintained.add(line);
                } else if (!tally.counts(line)) {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
