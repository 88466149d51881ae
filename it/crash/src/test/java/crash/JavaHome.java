package crash;

import java.nio.file.Path;

/** The Java that runs this program. */
final class JavaHome {
    private JavaHome() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
