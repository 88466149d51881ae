package org.storedfile.cli;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.storedfile.maintenance.Checksums;
import org.storedfile.maintenance.VerifyOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares, and changes nothing. */
@Command(name = "verify", description = "Compares storages with the database in both directions. Changes nothing.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-s", "--storage"},
            paramLabel = "NAME",
            description = "A storage; all unless given.")
    private Set<String> storages = Set.of();

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "How old an object must be to count as an orphan (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ofDays(1);

    @Option(
            names = "--checksums",
            paramLabel = "HOW",
            defaultValue = "none",
            description =
                    "none: sizes only; stored: what the storage keeps; read: all bytes (default: ${DEFAULT-VALUE})."
                            + " The report's figure \"unchecked\" counts files of which neither row nor storage tells"
                            + " what to compare with.")
    private Checksums checksums = Checksums.NONE;

    @Override
    public Integer call() {
        VerifyOptions options = RunOptions.checked(spec, this::options);
        Output output = Output.of(run.output, spec.commandLine());
        try (Application application = Application.open(run.application)) {
            return output.report(application.maintenance().verify(options, output));
        }
    }

    private VerifyOptions options() {
        VerifyOptions options = VerifyOptions.DEFAULTS
                .storages(storages.toArray(String[]::new))
                .graceAge(grace)
                .checksums(checksums);
        return run.workFolder == null ? options : options.workFolder(run.workFolder);
    }
}
