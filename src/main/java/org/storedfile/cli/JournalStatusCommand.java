package org.storedfile.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.storedfile.journal.JournalContents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sums up the journals' tables. */
@Command(
        name = "status",
        description = "Counts the rows of the journal by storage and state, tells the oldest and what is overdue, and"
                + " why rows are still there. Rows that stay overdue want a look: no reaper runs, or a storage fails. An"
                + " intent counts as overdue once it has been due for storedfile.journal.linger, an hour unless set: its"
                + " upload may be under way. Changes nothing.")
final class JournalStatusCommand implements Callable<Integer> {
    @Mixin
    private ApplicationOptions application = new ApplicationOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--errors",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "How many rows are told at most that could not be settled (default: ${DEFAULT-VALUE}).")
    private int errors = 20;

    @Option(
            names = "--alarm",
            paramLabel = "DURATION",
            description = "Ends with 1 if rows have been overdue for longer, such as PT15M.")
    private @Nullable Duration alarm;

    @Override
    public Integer call() {
        Output printed = Output.of(output, spec.commandLine());
        try (Application opened = Application.open(application)) {
            List<JournalContents> journals = opened.journals(errors);
            journals.forEach(printed::print);
            return journals.stream().anyMatch(this::isAlarming) ? StoredFileCommand.DAMAGED : StoredFileCommand.SOUND;
        }
    }

    private boolean isAlarming(JournalContents journal) {
        Duration longest = alarm;
        return longest != null
                && journal.groups().stream()
                        .anyMatch(group -> group.due() > 0 && group.overdue().compareTo(longest) > 0);
    }
}
