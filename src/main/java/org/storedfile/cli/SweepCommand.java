package org.storedfile.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.storedfile.maintenance.SweepOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes orphans, if it is asked to. */
@Command(
        name = "sweep",
        description = "Tells the objects that no row refers to, and with --delete removes them. The storage must be"
                + " declared with storedfile.storages.<name>.exclusive=true. Rows are seen of all units that"
                + " META-INF/persistence.xml names, run by Hibernate, or by EclipseLink with StoredFileCustomizer. Those of"
                + " units that are made without that file, of other applications, and of tenants whom a policy of the"
                + " database hides are not: their files seem to be orphans.")
final class SweepCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-s", "--storage"},
            paramLabel = "NAME",
            required = true,
            description = "The storage.")
    private String storage = "";

    @Option(names = "--delete", description = "Removes them; without it, this is a dry run.")
    private boolean isDelete;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "How old an object must be (default: ${DEFAULT-VALUE}).")
    private Duration grace = Duration.ofDays(1);

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "How many objects are removed in a second at most (default: ${DEFAULT-VALUE}).")
    private int rate = 1000;

    @Option(names = "--limit", paramLabel = "NUMBER", description = "How many objects are removed at most.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--accept-empty", description = "Goes on even if no row at all refers to the storage.")
    private boolean isEmptyAccepted;

    @Override
    public Integer call() {
        if (isDelete && !run.application.units.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--delete and --unit: objects that rows of other units hold would seem to be orphans");
        }
        SweepOptions options = RunOptions.checked(spec, this::options);
        Output output = Output.of(run.output, spec.commandLine());
        try (Application application = Application.open(run.application)) {
            if (isDelete) {
                application.requireAllSeen();
            }
            return output.report(application.maintenance().sweep(options, output));
        }
    }

    private SweepOptions options() {
        SweepOptions options =
                SweepOptions.of(storage).graceAge(grace).perSecond(rate).limit(limit);
        options = isDelete ? options.remove() : options;
        options = isEmptyAccepted ? options.acceptEmpty() : options;
        return run.workFolder == null ? options : options.workFolder(run.workFolder);
    }
}
