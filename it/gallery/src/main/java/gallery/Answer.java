package gallery;

import java.util.List;

/** What became of a form. */
public sealed interface Answer {
    /** All is saved. */
    record Saved(List<Item> items) implements Answer {}

    /** Something is wrong with it; the draft says what. */
    record Refused(Draft draft) implements Answer {}

    /** Somebody else saved the item since the form was made. */
    record Stale(Item now, Draft draft) implements Answer {}
}
