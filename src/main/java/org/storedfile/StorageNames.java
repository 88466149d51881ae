package org.storedfile;

/** The rule for names of storages: they stand in columns before a colon, and in configuration keys between dots. */
final class StorageNames {
    private static final int MAX_LENGTH = 63;

    private StorageNames() {}

    static String check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name of a storage: '" + name
                    + "' must be 1 to 63 letters, digits, '_' or '-' and start with a letter");
        }
        return name;
    }

    // By hand, as every loaded file comes by here: a pattern takes longer than all the rest.
    private static boolean isName(String name) {
        boolean isName = !name.isEmpty() && name.length() <= MAX_LENGTH && isLetter(name.charAt(0));
        for (int i = 1; isName && i < name.length(); i++) {
            char c = name.charAt(i);
            isName = isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
        }
        return isName;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
