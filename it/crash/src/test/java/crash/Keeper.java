package crash;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Has a node do the maintenance while others work, and holds what it reports against rows and journal. Before each look
 * it plants what nobody refers to, which has to be found.
 */
final class Keeper {
    private static final List<String> STORAGES = List.of("default", "attic");

    private final NodeProcess node;
    private final Stage stage;
    private final Check check;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> planted = new HashSet<>();
    private int plants;
    private int verified;
    private int swept;
    private int removed;
    private final List<Integer> moved = new ArrayList<>();

    Keeper(NodeProcess node, Stage stage, Check check) {
        this.node = node;
        this.stage = stage;
        this.check = check;
    }

    void verify() throws InterruptedException, IOException, SQLException {
        for (String storage : STORAGES) {
            plant(storage);
        }
        maintain("verify");
        expect("verify", planted);
        verified++;
    }

    void sweep(String storage) throws InterruptedException, IOException, SQLException {
        plant(storage);
        int[] done = maintain("sweep " + storage);
        Set<String> own = new HashSet<>(planted);
        own.removeIf(key -> !key.startsWith(prefix(storage) + "planted/"));
        Set<String> found = expect("sweep " + storage, own);
        found.retainAll(stage.objects().keySet());
        found.forEach(key -> faults.add("sweep left " + key));
        planted.removeAll(own);
        removed += done[0];
        swept++;
    }

    void copy(String from, String to) throws InterruptedException, IOException, SQLException {
        moved.add(maintain("copy " + from + " " + to)[2]);
        expect("copy", Set.of());
    }

    /** Returns what was not as it should be. */
    List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        if (verified == 0
                || swept < STORAGES.size()
                || moved.size() < STORAGES.size()
                || moved(0) == 0
                || moved(1) == 0) {
            all.add("too little maintenance: " + report());
        }
        return all;
    }

    String report() {
        return "verified %d, swept %d (%d objects, %d of them planted), copied %d (rows moved %s)"
                .formatted(verified, swept, removed, plants - planted.size(), moved.size(), moved);
    }

    // There and back, in turn.
    private int moved(int first) {
        return IntStream.range(0, moved.size())
                .filter(number -> number % 2 == first)
                .map(moved::get)
                .sum();
    }

    private int[] maintain(String task) throws InterruptedException {
        node.tell("maintain " + task);
        return node.maintained();
    }

    private void plant(String storage) throws InterruptedException {
        String key = "planted/" + plants++ + ".bin";
        node.tell("plant " + storage + " " + key);
        node.await("planted");
        planted.add(prefix(storage) + key);
    }

    // Nothing is wrong but objects that nobody refers to: keys are not used again, so nobody does afterwards either.
    private Set<String> expect(String task, Set<String> wanted) throws SQLException {
        Set<String> found = new HashSet<>();
        for (String finding : node.findings()) {
            String[] words = finding.split(" ", 3);
            if (words[0].equals("ORPHAN")) {
                found.add(words[1]);
            } else {
                faults.add(task + " reported " + finding);
            }
        }
        check.known(found).forEach(key -> faults.add(task + " reported " + key + ", which is known"));
        wanted.stream().filter(key -> !found.contains(key)).forEach(key -> faults.add(task + " overlooked " + key));
        return found;
    }

    private static String prefix(String storage) {
        return storage.equals("default") ? "" : storage + ":";
    }
}
