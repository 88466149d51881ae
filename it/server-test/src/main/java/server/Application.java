package server;

import java.nio.file.Path;

/** A WAR or EAR and the name under which it is deployed; a WAR's context root is the name. */
public record Application(String name, Path archive) {
    /** Reads {@code name=path}, or a path whose file name is the name. */
    public static Application parse(String text) {
        int equals = text.indexOf('=');
        Path archive = Path.of(text.substring(equals + 1)).toAbsolutePath();
        String file = archive.getFileName().toString();
        return new Application(
                equals < 0 ? file.substring(0, file.lastIndexOf('.')) : text.substring(0, equals), archive);
    }

    /** Returns the name of the deployed file. */
    String fileName() {
        String file = archive.getFileName().toString();
        return name + file.substring(file.lastIndexOf('.'));
    }
}
