package org.storedfile.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The media types that a file may have, and what becomes of its name. */
record AllowedTypes(List<MediaRange> ranges, OnMismatch onMismatch) implements Rule {
    static AllowedTypes parse(String[] types, OnMismatch onMismatch) {
        return new AllowedTypes(Arrays.stream(types).map(MediaRange::new).toList(), onMismatch);
    }

    boolean allows(String type) {
        return ranges.stream().anyMatch(range -> range.contains(type));
    }

    /** Tells whether the file is refused for its name. */
    boolean refuses(String name, String type) {
        return switch (onMismatch) {
            case REFUSE -> MediaTypes.contradicts(name, type);
            case RENAME ->
                MediaTypes.contradicts(name, type) && MediaTypes.extension(type).isEmpty();
            case ACCEPT -> false;
        };
    }

    /** Returns the name under which the file is stored. */
    String corrected(String name, String type) {
        if (onMismatch != OnMismatch.RENAME || !MediaTypes.contradicts(name, type)) {
            return name;
        }
        return MediaTypes.extension(type)
                .map(extension -> Extension.replace(name, extension))
                .orElse(name);
    }

    @Override
    public String toString() {
        return ranges.stream().map(MediaRange::type).collect(Collectors.joining(", "));
    }
}
