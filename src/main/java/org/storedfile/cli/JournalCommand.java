package org.storedfile.cli;

import picocli.CommandLine.Command;

/** The commands on journals. */
@Command(
        name = "journal",
        description = "Tells what the journal knows.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = JournalStatusCommand.class)
final class JournalCommand {}
