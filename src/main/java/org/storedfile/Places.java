package org.storedfile;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Places for so many at once, and a line of limited length before them: who leaves gives the place to the first in line.
 * Thread safe.
 *
 * @param <T> who comes
 */
final class Places<T> {
    /** What there is for who comes. */
    enum Answer {
        PLACE,
        WAIT,
        NOTHING
    }

    private final int length;
    private final Set<T> line = new LinkedHashSet<>();
    private int free;

    Places(int number, int length) {
        this.free = number;
        this.length = length;
    }

    /** Gives a place, or else one in the line. */
    synchronized Answer come(T guest) {
        if (free > 0) {
            free--;
            return Answer.PLACE;
        }
        return line.size() < length && line.add(guest) ? Answer.WAIT : Answer.NOTHING;
    }

    /** Takes a place back, and returns who has it now. */
    synchronized Optional<T> leave() {
        Iterator<T> waiting = line.iterator();
        if (!waiting.hasNext()) {
            free++;
            return Optional.empty();
        }
        T first = waiting.next();
        waiting.remove();
        return Optional.of(first);
    }

    /** Forgets who waits no more. */
    synchronized void forget(T guest) {
        line.remove(guest);
    }
}
