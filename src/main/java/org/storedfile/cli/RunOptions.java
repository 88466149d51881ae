package org.storedfile.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

    /** Returns the options that are made of what the command line says; what they refuse is wrong use of the command. */
    static <T> T checked(CommandSpec command, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
