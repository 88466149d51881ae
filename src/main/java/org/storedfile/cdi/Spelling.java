package org.storedfile.cdi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {
    private static final int MAX_EDITS = 3;

    private Spelling() {}

    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(other -> edits(word, other))
                        .thenComparing(other -> other))
                .filter(other -> edits(word, other) <= Math.min(MAX_EDITS, other.length() / 2));
    }

    // Levenshtein's distance.
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
