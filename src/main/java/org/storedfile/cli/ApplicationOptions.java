package org.storedfile.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which application a command works on. */
final class ApplicationOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties of the application: storedfile.*, and settings of the persistence unit such as"
                    + " jakarta.persistence.jdbc.url. Without it, storages come from MicroProfile Config.")
    List<Path> configs = List.of();

    @Option(
            names = {"-P", "--property"},
            paramLabel = "NAME=VALUE",
            description = "One more such property; it wins over those of files.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = {"-u", "--unit"},
            paramLabel = "NAME",
            description = "A persistence unit; all that META-INF/persistence.xml has, unless given.")
    List<String> units = List.of();
}
