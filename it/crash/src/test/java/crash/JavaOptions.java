package crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of the nodes' JVMs: a small class path, and an archive of the classes that the first one loaded, which
 * saves the others more than half of the time that they take to start.
 */
record JavaOptions(Path archive) {
    private static final List<String> ALWAYS = List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
            "-cp",
            System.getProperty("crash.node"));

    List<String> forFirstNode() {
        return with("-XX:ArchiveClassesAtExit=" + archive);
    }

    List<String> forNodes() {
        return with("-XX:SharedArchiveFile=" + archive);
    }

    private static List<String> with(String option) {
        List<String> options = new ArrayList<>(ALWAYS);
        options.add(0, option);
        return options;
    }
}
