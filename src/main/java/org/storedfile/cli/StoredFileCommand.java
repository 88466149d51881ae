package org.storedfile.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands. */
@Command(
        name = "stored-file",
        description = "Compares storages with the database, removes what nobody refers to, copies to other storages,"
                + " and tells what the journal knows.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeOnExecutionException = StoredFileCommand.FAILED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is damaged",
            "1:something that a row needs is missing or wrong, or was not copied; or the alarm of journal status",
            "2:wrong use",
            "3:the command failed"
        },
        subcommands = {VerifyCommand.class, SweepCommand.class, CopyCommand.class, JournalCommand.class})
final class StoredFileCommand {
    static final int SOUND = 0;
    static final int DAMAGED = 1;
    static final int FAILED = 3;
}
