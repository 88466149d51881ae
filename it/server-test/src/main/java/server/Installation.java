package server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server is made of.
 *
 * @param family one of {@link Family}'s names
 * @param archive the zip or jar, as Maven has it
 * @param folder where it is unpacked and works; emptied first
 * @param javaHome the JDK that it runs on
 * @param libraries jars for the server's own class path: the JDBC driver where it brings none
 * @param options more options of its JVM
 * @param environment variables of its process
 */
public record Installation(
        String family,
        Path archive,
        Path folder,
        Path javaHome,
        List<Path> libraries,
        List<String> options,
        Map<String, String> environment) {

    /** Reads the system properties {@code server.family}, {@code .archive}, {@code .folder}, and so on. */
    public static Installation fromProperties() {
        return new Installation(
                required("server.family"),
                Path.of(required("server.archive")),
                Path.of(System.getProperty("server.folder", "target/server")).toAbsolutePath(),
                Jdk.home(Integer.getInteger("server.jdk", 17)),
                list("server.libraries", ",").stream().map(Path::of).toList(),
                list("server.options", " "),
                Map.of());
    }

    /** Returns the same with these variables of its process. */
    public Installation with(Map<String, String> variables) {
        return new Installation(family, archive, folder, javaHome, libraries, options, Map.copyOf(variables));
    }

    /** Returns the variables of its process, and these. */
    Map<String, String> environmentAnd(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return all;
    }

    Path java() {
        return javaHome.resolve("bin").resolve("java");
    }

    private static String required(String property) {
        String value = System.getProperty(property, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the system property '" + property + "' is not set");
        }
        return value;
    }

    private static List<String> list(String property, String separator) {
        return Arrays.stream(System.getProperty(property, "").split(separator))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
