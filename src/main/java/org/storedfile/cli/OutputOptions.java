package org.storedfile.cli;

import picocli.CommandLine.Option;

/** What a command prints. */
final class OutputOptions {
    static final String VERBOSE = "--verbose";

    @Option(
            names = "--json",
            description = "One JSON object a line on standard output: a finding each, and the report at the end.")
    boolean isJson;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on standard error.")
    boolean isQuiet;

    @Option(
            names = {"-v", VERBOSE},
            description = "The stack and the causes of a failure on standard error.")
    boolean isVerbose;
}
