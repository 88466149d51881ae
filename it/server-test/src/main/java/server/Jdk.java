package server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the JDK that a server needs: the one that runs this, or {@code JAVA25_HOME}, or one of Maven's toolchains, or
 * one that lies beside it.
 */
public final class Jdk {
    private static final Path JVMS = Path.of("/usr/lib/jvm");
    // Maven's own files, with a comma: that of the user, and that of the installation.
    private static final String TOOLCHAINS = System.getProperty("server.toolchains", "");

    private Jdk() {}

    /**
     * Returns the home of a JDK of this version or later.
     *
     * @throws MissingJdkException if there is none
     */
    public static Path home(int version) {
        if (Runtime.version().feature() >= version) {
            return Path.of(System.getProperty("java.home"));
        }
        return fromEnvironment(version)
                .or(() -> Toolchains.jdk(version, TOOLCHAINS).filter(Jdk::isHome))
                .or(() -> beside(version))
                .orElseThrow(() -> new MissingJdkException("needs JDK " + version + ": set JAVA" + version
                        + "_HOME, name it in Maven's toolchains.xml, or install it as " + JVMS + "/temurin-" + version
                        + "-jdk"));
    }

    private static Optional<Path> fromEnvironment(int version) {
        return Optional.ofNullable(System.getenv("JAVA" + version + "_HOME"))
                .map(Path::of)
                .filter(Jdk::isHome);
    }

    private static Optional<Path> beside(int version) {
        if (!Files.isDirectory(JVMS)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(JVMS, "*-" + version + "{,-*}")) {
            for (Path home : homes) {
                if (isHome(home)) {
                    return Optional.of(home);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("'" + JVMS + "' could not be listed", e);
        }
    }

    private static boolean isHome(Path home) {
        return Files.isExecutable(home.resolve("bin").resolve("java"));
    }

    /** There is no JDK for a server. */
    public static final class MissingJdkException extends RuntimeException {
        MissingJdkException(String message) {
            super(message);
        }
    }
}
