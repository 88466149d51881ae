package org.storedfile.persistence;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import org.storedfile.StoredFile;

/**
 * What becomes of a file that an attribute gives up, from the commit on. Immutable.
 *
 * @param time of {@link Kind#FOR_A_TIME}; else zero
 * @param unlessInHistory whether the file stays if rows that keep the history of another attribute refer to it
 */
public record Retention(Kind kind, Duration time, boolean unlessInHistory) implements Comparable<Retention> {
    /** From the one that lets a file go first to the one that keeps it longest. */
    public enum Kind {
        /** It is removed: at once, or when the journal's {@code remove-after} is over. */
        DELETE,
        /** It is removed when a time is over. */
        FOR_A_TIME,
        /** It stays, because rows that keep the history of others refer to it. */
        HISTORY,
        /** It stays, although no row refers to it. */
        KEEP,
        /** What was to become of it holds again: no committed row has held it since. */
        AS_BEFORE
    }

    /** Lets it go. */
    public static final Retention DELETE = new Retention(Kind.DELETE, Duration.ZERO, false);

    /** Lets it go, unless it came from an attribute with a history. */
    public static final Retention DELETE_UNLESS_IN_HISTORY = new Retention(Kind.DELETE, Duration.ZERO, true);

    /** Keeps it for rows that tell the history of others. */
    public static final Retention HISTORY = new Retention(Kind.HISTORY, Duration.ZERO, false);

    /** Keeps it for ever. */
    public static final Retention KEEP = new Retention(Kind.KEEP, Duration.ZERO, false);

    /** Leaves it to what was recorded when it was given up before. */
    static final Retention AS_BEFORE = new Retention(Kind.AS_BEFORE, Duration.ZERO, false);

    private static final Duration LONGEST = Duration.ofDays(36_525);

    // The journal has a time for each row: one that nobody lives to see, and that is still a number of milliseconds.
    private static final Duration NEVER = LONGEST.multipliedBy(100);

    /**
     * Reads what an annotation says.
     *
     * @param unset what holds if it says nothing
     * @throws IllegalArgumentException if it is neither a word that is known nor a time that is possible
     */
    static Retention of(String value, Retention unset) {
        Retention said = switch (value) {
            case "" -> unset;
            case StoredFile.DELETE -> DELETE;
            case StoredFile.KEEP -> KEEP;
            default -> new Retention(Kind.FOR_A_TIME, time(value), false);
        };
        return said.unlessInHistory(unset.unlessInHistory);
    }

    private Retention unlessInHistory(boolean isWished) {
        return isWished && kind.compareTo(Kind.HISTORY) < 0 ? new Retention(kind, time, true) : this;
    }

    /** Tells whether nothing is said that keeps a file. */
    boolean isNone() {
        return kind == Kind.DELETE;
    }

    /** Tells whether somebody has to remember when it goes. */
    boolean needsJournal() {
        return kind == Kind.FOR_A_TIME;
    }

    /** Returns the one of both that keeps a file longer. */
    public Retention or(Retention other) {
        return (compareTo(other) < 0 ? other : this).unlessInHistory(unlessInHistory || other.unlessInHistory);
    }

    /**
     * Returns after what time a journal lets the file go; empty if it need not know of it.
     *
     * @param atLeast what the journal itself gives each file
     */
    Optional<Duration> inJournal(Duration atLeast) {
        return switch (kind) {
            case DELETE -> Optional.of(atLeast);
            case FOR_A_TIME -> Optional.of(time.compareTo(atLeast) < 0 ? atLeast : time);
            case HISTORY, AS_BEFORE -> Optional.empty();
            case KEEP -> Optional.of(NEVER);
        };
    }

    @Override
    public int compareTo(Retention other) {
        return kind == other.kind ? time.compareTo(other.time) : kind.compareTo(other.kind);
    }

    private static Duration time(String value) {
        try {
            Duration time = Duration.parse(value);
            if (!time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(fault(value), e);
        }
        throw new IllegalArgumentException(fault(value));
    }

    private static String fault(String value) {
        return "cannot be '" + value + "': it is '" + StoredFile.DELETE + "', '" + StoredFile.KEEP
                + "', or a time of up to 100 years, such as 'P30D' (30 days) or 'PT12H' (12 hours)";
    }
}
