package org.storedfile;

import java.util.regex.Pattern;

/** The rule for names of storages: they stand in columns before a colon, and in configuration keys between dots. */
final class StorageNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private StorageNames() {}

    static String check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a storage: '" + name
                    + "' must be 1 to 63 letters, digits, '_' or '-' and start with a letter");
        }
        return name;
    }
}
