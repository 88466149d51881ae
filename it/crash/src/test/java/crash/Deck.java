package crash;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How nodes work, one after the other, as a seed decides: each combination comes once before any comes again. */
final class Deck {
    private final List<Manner> all;
    private final SplittableRandom random;
    private final List<Manner> left = new ArrayList<>();

    Deck(boolean hasTwoPhases, SplittableRandom random) {
        this.all = Manner.all(hasTwoPhases);
        this.random = random;
    }

    Manner next() {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        return left.remove(random.nextInt(left.size())).patient(random.nextBoolean());
    }
}
