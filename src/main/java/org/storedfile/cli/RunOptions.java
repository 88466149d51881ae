package org.storedfile.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that go through files have. */
final class RunOptions {
    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = {"-w", "--work"},
            paramLabel = "FOLDER",
            description = "Keeps there what is done, so that the same command goes on after an interruption.")
    @Nullable
    Path workFolder;
}
