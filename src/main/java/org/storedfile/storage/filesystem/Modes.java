package org.storedfile.storage.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The permissions of new files and folders; where there are none, the process's umask decides. */
record Modes(Optional<Set<PosixFilePermission>> file, Optional<Set<PosixFilePermission>> directory) {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
    private static final String SYMBOLS = "rwxrwxrwx";
    private static final int SPECIAL = 07000; // set-user-id, set-group-id, sticky

    /**
     * Reads a mode.
     *
     * @param mode as {@code 640}, {@code 0640} or {@code rw-r-----}
     * @throws IllegalArgumentException if it is neither
     */
    static Set<PosixFilePermission> parse(String mode) {
        return PosixFilePermissions.fromString(OCTAL.matcher(mode).matches() ? symbols(mode) : mode);
    }

    boolean areSet() {
        return file.isPresent() || directory.isPresent();
    }

    // Given at creation, so that nobody sees more than allowed, and set again, because umask takes some away.
    FileAttribute<?>[] forNewFile() {
        return attributes(file);
    }

    FileAttribute<?>[] forNewDirectory() {
        return attributes(directory);
    }

    void setFile(Path path) throws IOException {
        if (file.isPresent()) {
            Files.setPosixFilePermissions(path, file.get());
        }
    }

    /** Gives {@code path} the permissions that {@code other} got when it was made; fails if there is no other. */
    static void copy(Path other, Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(other, PosixFileAttributeView.class);
        if (view == null) {
            Files.readAttributes(other, BasicFileAttributes.class);
        } else {
            Files.setPosixFilePermissions(path, view.readAttributes().permissions());
        }
    }

    void setDirectory(Path path) throws IOException {
        if (directory.isPresent()) {
            int inherited = special(path);
            if (inherited == 0) {
                Files.setPosixFilePermissions(path, directory.get());
            } else {
                Files.setAttribute(path, "unix:mode", inherited | bits(directory.get()));
            }
        }
    }

    // A folder inherits set-group-id, which keeps one group through the whole tree; permissions alone would drop it.
    private static int special(Path path) throws IOException {
        boolean known = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        return known ? (Integer) Files.getAttribute(path, "unix:mode") & SPECIAL : 0;
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (char symbol : PosixFilePermissions.toString(permissions).toCharArray()) {
            bits = bits << 1 | (symbol == '-' ? 0 : 1);
        }
        return bits;
    }

    private static FileAttribute<?>[] attributes(Optional<Set<PosixFilePermission>> mode) {
        return mode.map(PosixFilePermissions::asFileAttribute)
                .map(attribute -> new FileAttribute<?>[] {attribute})
                .orElse(new FileAttribute<?>[0]);
    }

    private static String symbols(String octal) {
        int bits = Integer.parseInt(octal, 8);
        StringBuilder symbols = new StringBuilder();
        for (int i = 0; i < SYMBOLS.length(); i++) {
            boolean set = (bits >> (SYMBOLS.length() - 1 - i) & 1) == 1;
            symbols.append(set ? SYMBOLS.charAt(i) : '-');
        }
        return symbols.toString();
    }
}
