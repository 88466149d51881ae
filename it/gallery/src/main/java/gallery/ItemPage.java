package gallery;

import java.util.List;
import java.util.Optional;

/**
 * Some items, the newest first.
 *
 * @param older what to ask for the next ones with; empty if these are the last
 */
public record ItemPage(List<Item> items, Optional<Long> older) {
    /** The most items of a page. */
    public static final int SIZE = 60;

    /** Makes one of what was found, which is one more than a page takes if there are older ones. */
    static ItemPage of(List<Item> found) {
        return found.size() <= SIZE
                ? new ItemPage(found, Optional.empty())
                : new ItemPage(
                        found.subList(0, SIZE), Optional.of(found.get(SIZE - 1).id()));
    }
}
