package org.storedfile.cli;

import java.util.concurrent.Callable;
import org.storedfile.maintenance.Checksums;
import org.storedfile.maintenance.CopyOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies, and lets rows follow. */
@Command(
        name = "copy",
        description = "Copies the files that rows refer to from one storage to another, and lets the rows refer to the"
                + " copies. What was copied before is not copied again; objects of the first storage stay. One process at"
                + " a time copies to a storage.")
final class CopyCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FROM", description = "The storage that rows refer to now.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The storage that they refer to afterwards.")
    private String to = "";

    @Option(
            names = "--checksums",
            paramLabel = "HOW",
            defaultValue = "read",
            description = "How a copy is checked: none: its size; stored: what the storage keeps; read: all its bytes"
                    + " (default: ${DEFAULT-VALUE}).")
    private Checksums checksums = Checksums.READ;

    @Override
    public Integer call() {
        CopyOptions options = RunOptions.checked(spec, this::options);
        Output output = Output.of(run.output, spec.commandLine());
        try (Application application = Application.open(run.application)) {
            return output.report(application.maintenance().copy(options, output));
        }
    }

    private CopyOptions options() {
        CopyOptions options = CopyOptions.of(from, to).checksums(checksums);
        return run.workFolder == null ? options : options.workFolder(run.workFolder);
    }
}
