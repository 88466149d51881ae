package org.storedfile.cli;

import java.io.PrintWriter;
import org.storedfile.StoredFileException;
import picocli.CommandLine;

/**
 * Starts the command line: {@code java -cp … org.storedfile.cli.Main verify --config application.properties}. It needs
 * the application's classes and libraries on the class path, picocli, and for {@code --json} Jackson.
 */
public final class Main {
    private Main() {}

    /** Runs one command and ends the JVM with its exit code: 0 fine, 1 something is damaged, 2 wrong use, 3 failed. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    // Error: the JVM would end with 1, which says that something is damaged.
    private static int run(String[] arguments) {
        CommandLine commandLine = commandLine();
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            e.printStackTrace(commandLine.getErr());
            return StoredFileCommand.FAILED;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new StoredFileCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    tell(failure, commandLine);
                    return StoredFileCommand.FAILED;
                });
    }

    // What is not said by this library often means nothing without its class.
    private static void tell(Exception failure, CommandLine commandLine) {
        PrintWriter err = commandLine.getErr();
        err.println("failed: " + (failure instanceof StoredFileException ? failure.getMessage() : failure));
        if (commandLine.getParseResult().hasMatchedOption(OutputOptions.VERBOSE)) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
