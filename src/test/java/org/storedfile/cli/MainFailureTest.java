package org.storedfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a command says that fails. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MainFailureTest {
    private final StringWriter err = new StringWriter();

    /** Fails with what it is given. */
    @Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        private final Exception failure;

        @Mixin
        private OutputOptions output = new OutputOptions();

        private Broken(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            assertThat(output.isQuiet).isFalse();
            throw failure;
        }
    }

    @Test
    void a_failure_without_a_message_is_told_by_its_class() {
        fail(new NullPointerException());

        assertThat(err).hasToString("failed: java.lang.NullPointerException" + System.lineSeparator());
    }

    @Test
    void one_of_this_library_is_told_in_its_words() {
        fail(new StoredFileException("the storage is full", new IllegalStateException("no more")));

        assertThat(err).hasToString("failed: the storage is full" + System.lineSeparator());
    }

    @Test
    void with_verbose_stack_and_causes_are_told_too() {
        fail(new StoredFileException("the storage is full", new IllegalStateException("no more")), "--verbose");

        assertThat(err.toString())
                .startsWith("failed: the storage is full" + System.lineSeparator())
                .contains("\tat ", "Caused by: java.lang.IllegalStateException: no more");
    }

    private void fail(Exception failure, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "broken";
        System.arraycopy(options, 0, arguments, 1, options.length);

        int exit = Main.commandLine()
                .addSubcommand(new Broken(failure))
                .setErr(new PrintWriter(err))
                .execute(arguments);

        assertThat(exit).isEqualTo(StoredFileCommand.FAILED);
    }
}
