package org.storedfile;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What new files must be like to be stored. Asked in each flush that has new files, before a key is made or a byte
 * stored, and then once more about the bytes themselves. Found by {@link java.util.ServiceLoader}; the one for Bean
 * Validation is used where its API is on the class path. Implementations are thread safe.
 */
@FunctionalInterface
public interface FileRules {
    /**
     * Checks what is about to be written.
     *
     * @param rows the entities that hold new files
     * @param settings those of the persistence unit, such as {@code jakarta.persistence.validation.mode}; empty if they
     *     are not known
     * @return what is to be kept while the bytes are read
     * @throws RuntimeException if a rule is broken; the application sees it as it is
     */
    Watch check(List<Row> rows, Map<String, ?> settings);

    /** Returns the first that {@link java.util.ServiceLoader} finds; else one without rules. */
    static FileRules discovered() {
        return Services.find(FileRules.class).stream().findFirst().orElse((rows, settings) -> Watch.NONE);
    }

    /**
     * An entity that holds new files, in itself, an embeddable or a collection.
     *
     * @param isInsert whether its row is inserted, so that no callback changes the entity any more; {@code false} if
     *     that is not known
     * @param files the paths of the attributes whose files are new, such as {@code scan} or {@code details.scan}
     * @param siblings the paths of attributes that get their values when the files are stored, such as {@code scanSize}
     *     or {@code details.size}; without the index or key of a collection's element
     */
    record Row(Object entity, boolean isInsert, Set<String> files, Set<String> siblings) {
        /** Copies the paths. */
        public Row {
            files = Set.copyOf(files);
            siblings = Set.copyOf(siblings);
        }
    }

    /** Sees to the rules while the bytes are read. One for each flush. Thread safe. */
    interface Watch {
        /** Leaves everything as it is. */
        Watch NONE = (ref, file) -> file;

        /**
         * Returns the file as it is to be stored: its name may be another, and its content breaks off with an
         * {@link java.io.IOException} as soon as it breaks a rule.
         */
        NewFile watched(FileRef ref, NewFile file);

        /**
         * Takes note that the file is stored under another name than it had when the rules were asked: that of its real
         * format. Called before a byte of the flush's files is stored.
         *
         * @throws RuntimeException if a rule is broken now; the application sees it as it is
         */
        default void renamed(FileRef ref, String name) {}

        /** Returns what the application sees after content that was watched broke off; {@code failure} if it did not. */
        default RuntimeException explained(RuntimeException failure) {
            return failure;
        }
    }
}
