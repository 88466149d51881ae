package org.storedfile.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;

/**
 * What the constraints of one flush ask of the bytes of its files, and what those turned out to be. Validators find it
 * by their thread: so the rules for a stream are those that really apply, whatever groups, compositions, containers or
 * XML mappings led to them. Thread safe.
 */
final class Inspection {
    private static final ThreadLocal<@Nullable Inspection> CURRENT = new ThreadLocal<>();

    private final Map<FileRef, List<Rule>> rules = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<FileRef, Finding> findings = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<FileRef, Optional<Pixels>> pixels = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<FileRef, String> names = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<FileRef> wanted = Collections.synchronizedList(new ArrayList<>());

    // Kept, because a thread that only uploads has no other way to the application's.
    private final ContentTypeDetector detector = MediaTypes.currentDetector();

    /** Returns the one that this thread works for. */
    static Optional<Inspection> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs {@code work} so that validators find this. */
    <T> T during(Supplier<T> work) {
        Inspection outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    ContentTypeDetector detector() {
        return detector;
    }

    void note(FileRef file, Rule rule) {
        List<Rule> noted = rules.computeIfAbsent(file, any -> new ArrayList<>());
        if (!noted.contains(rule)) {
            noted.add(rule);
        }
    }

    List<Rule> rules(FileRef file) {
        return List.copyOf(rules.getOrDefault(file, List.of()));
    }

    void found(FileRef file, Finding finding) {
        findings.put(file, finding);
    }

    Optional<Finding> finding(FileRef file) {
        return Optional.ofNullable(findings.get(file));
    }

    void renamed(FileRef file, String name) {
        names.put(file, name);
    }

    /** Returns the name under which the file is stored; empty if it is its own, as far as is known. */
    Optional<String> name(FileRef file) {
        return Optional.ofNullable(names.get(file));
    }

    /** Returns the size of an image; empty if nobody looked yet, which is done next. */
    Optional<Pixels> pixels(FileRef file) {
        return pixels.computeIfAbsent(file, any -> {
            wanted.add(file);
            return Optional.empty();
        });
    }

    /**
     * Looks at the images that constraints asked for, each once however many asked, and no further than all constraints
     * of it allow, whichever was asked first.
     *
     * @return whether there were any, so that the constraints have to be asked again
     */
    boolean look() {
        List<FileRef> now = List.copyOf(wanted);
        wanted.clear();
        for (FileRef file : now) {
            Candidate.of(file)
                    .flatMap(candidate -> candidate.looked(this))
                    .ifPresent(seen -> pixels.put(file, Optional.of(seen)));
        }
        return !now.isEmpty();
    }

    boolean isTooLarge(FileRef file, Measure size) {
        return rules(file).stream().anyMatch(rule -> rule instanceof SizeLimit limit && limit.isTooLarge(size.bytes()));
    }

    boolean hasFindings() {
        return !findings.isEmpty();
    }
}
