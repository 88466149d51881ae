package org.storedfile.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The drawing of {@code design.md} as a table. A new package, or a library that a package imports for the first time,
 * is added here and to the design, or the build fails.
 */
final class House {
    static final String ROOT = "org.storedfile";
    static final String STORAGE = ROOT + ".storage";

    /** What each package of ours may import besides itself. */
    static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry(STORAGE, Set.of()),
            Map.entry(STORAGE + ".s3", Set.of(STORAGE, STORAGE + ".s3.crt")),
            Map.entry(ROOT, Set.of(STORAGE)),
            Map.entry(ROOT + ".tika", Set.of(ROOT)),
            Map.entry(ROOT + ".persistence", Set.of(ROOT + ".journal", ROOT, STORAGE)),
            Map.entry(ROOT + ".persistence.hibernate", Set.of(ROOT + ".persistence", ROOT + ".journal", ROOT, STORAGE)),
            Map.entry(
                    ROOT + ".persistence.eclipselink", Set.of(ROOT + ".persistence", ROOT + ".journal", ROOT, STORAGE)),
            Map.entry(ROOT + ".journal", Set.of(ROOT, STORAGE)),
            Map.entry(ROOT + ".maintenance", Set.of(ROOT + ".persistence", ROOT + ".journal", ROOT, STORAGE)),
            Map.entry(ROOT + ".image", Set.of(ROOT, STORAGE)),
            Map.entry(ROOT + ".validation", Set.of(ROOT, STORAGE)),
            Map.entry(ROOT + ".web", Set.of(ROOT, STORAGE)),
            Map.entry(ROOT + ".web.rest", Set.of(ROOT + ".web", ROOT, STORAGE)),
            Map.entry(ROOT + ".web.jsonb", Set.of(ROOT + ".web", ROOT)),
            Map.entry(ROOT + ".web.jackson", Set.of(ROOT + ".web", ROOT)),
            Map.entry(ROOT + ".web.jackson3", Set.of(ROOT + ".web", ROOT)),
            Map.entry(ROOT + ".cdi.config", Set.of(ROOT, STORAGE)),
            Map.entry(
                    ROOT + ".cli",
                    Set.of(
                            ROOT + ".cdi",
                            ROOT + ".cdi.config",
                            ROOT + ".maintenance",
                            ROOT + ".persistence",
                            ROOT + ".journal",
                            ROOT)),
            Map.entry(
                    ROOT + ".cdi",
                    Set.of(
                            ROOT + ".cdi.config",
                            ROOT + ".maintenance",
                            ROOT + ".persistence",
                            ROOT + ".journal",
                            ROOT + ".image",
                            ROOT + ".validation",
                            ROOT + ".web",
                            ROOT + ".tika",
                            ROOT,
                            STORAGE)));

    /** Who may import each library. What the server may lack is imported by one package only. */
    static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry(
                    "jakarta.persistence",
                    Set.of(
                            ROOT,
                            ROOT + ".persistence",
                            ROOT + ".persistence.hibernate",
                            ROOT + ".persistence.eclipselink",
                            ROOT + ".validation",
                            // Starts persistence units.
                            ROOT + ".cli")),
            Map.entry("jakarta.validation", Set.of(ROOT + ".validation")),
            Map.entry("org.eclipse.persistence", Set.of(ROOT + ".persistence.eclipselink")),
            // Persistence too, but for providers without an integration only: classes that no one loads without JTA.
            Map.entry(
                    "jakarta.transaction",
                    Set.of(ROOT + ".persistence", ROOT + ".persistence.hibernate", ROOT + ".persistence.eclipselink")),
            Map.entry("jakarta.enterprise", Set.of(ROOT + ".cdi")),
            Map.entry("jakarta.annotation", Set.of(ROOT + ".cdi")),
            Map.entry("jakarta.inject", Set.of(ROOT + ".cdi")),
            Map.entry("org.eclipse.microprofile.config", Set.of(ROOT + ".cdi.config")),
            Map.entry("jakarta.servlet", Set.of(ROOT + ".web")),
            Map.entry("jakarta.ws.rs", Set.of(ROOT + ".web.rest")),
            Map.entry("jakarta.json", Set.of(ROOT + ".web.jsonb")),
            Map.entry("tools.jackson", Set.of(ROOT + ".web.jackson3")),
            // The command line is a program of its own.
            Map.entry("com.fasterxml.jackson", Set.of(ROOT + ".web.jackson", ROOT + ".cli")),
            Map.entry("picocli", Set.of(ROOT + ".cli")),
            Map.entry("org.hibernate", Set.of(ROOT + ".persistence.hibernate")),
            Map.entry("com.twelvemonkeys", Set.of(ROOT + ".image")),
            Map.entry("software.amazon.awssdk", Set.of(STORAGE + ".s3", STORAGE + ".s3.crt")),
            // Comes with that SDK, whose request bodies are made of it.
            Map.entry("org.reactivestreams", Set.of(STORAGE + ".s3")),
            Map.entry("software.amazon.awssdk.crt", Set.of(STORAGE + ".s3.crt")),
            Map.entry("software.amazon.awssdk.services.s3.crt", Set.of(STORAGE + ".s3.crt")),
            Map.entry("org.apache.tika", Set.of(ROOT + ".tika")));

    /** What everybody may import: the JDK, and annotations that nobody needs at run time. */
    static final Set<String> EVERYWHERE = Set.of("java", "javax", "org.jspecify.annotations");

    /** The classes that the jar holds. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private House() {}

    /** Returns what the package may import of ours; empty if the drawing has no such package. */
    static Optional<Set<String>> neighbours(String room) {
        Set<String> above = ROOMS.get(room);
        return above == null && isBackend(room) ? Optional.of(Set.of(STORAGE)) : Optional.ofNullable(above);
    }

    /** Returns the library that the type belongs to; empty if none of the drawing's. */
    static Optional<String> library(JavaClass type) {
        return LIBRARIES.keySet().stream()
                .filter(library -> isWithin(type.getPackageName(), library))
                .max(Comparator.comparingInt(String::length));
    }

    static boolean isOurs(JavaClass type) {
        return isWithin(type.getPackageName(), ROOT);
    }

    static boolean isBackend(String room) {
        return room.startsWith(STORAGE + ".");
    }

    static boolean isWithin(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
