package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import server.Server;

/** What transactions leave in the journal: nothing. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class JournalTest {
    private static final String NOTHING = "[]";

    @ParameterizedTest
    @CsvSource(textBlock = """
                    commit,               1, [new]
                    rollback,             0, []
                    again-after-rollback, 1, [new]
                    replace-and-commit,   1, [new]
                    replace-and-rollback, 1, [old]
                    clear-and-commit,     1, []
                    remove-and-commit,    0, []
                    remove-and-rollback,  1, [old]
                    optimistic-lock,      1, [theirs]
                    constraint,           0, []
                    """)
    void nothing_is_left_in_it_and_files_are_as_rows_say(String scenario, String rows, String files, Server server)
            throws Exception {
        assertThat(new Page(server).run("scenarios/" + scenario))
                .containsEntry("rows", rows)
                .containsEntry("files", files)
                .containsEntry("journal", NOTHING);
    }

    @Test
    @Tag("element-collections")
    void nothing_is_left_of_element_collections(Server server) throws Exception {
        assertThat(new Page(server).run("collections/add-and-remove"))
                .containsEntry("files", "[]")
                .containsEntry("journal", NOTHING);
    }

    @Test
    void threads_of_the_server_keep_it_and_none_of_the_library(Server server) throws Exception {
        Page page = new Page(server);
        page.run("scenarios/replace-and-commit");
        page.run("side-by-side");

        Map<String, String> threads = page.ask("threads");

        System.out.println("threads: " + threads);
        // Those that the library makes itself have names that begin with stored-file.
        assertThat(threads).containsEntry("own", "[]");
        assertThat(threads.get("journal")).isNotEqualTo("[]");
    }

    @ParameterizedTest
    @Tag("application-data-sources")
    @CsvSource({"commit, '[left, right]'", "rollback, []", "failure-in-prepare, []"})
    void nothing_is_left_in_either_of_two_databases(String scenario, String files, Server server) throws Exception {
        assertThat(new Page(server).run("two-sources/" + scenario))
                .containsEntry("files", files)
                .containsEntry("journal", NOTHING + " " + NOTHING);
    }

    @Test
    @EnabledIfSystemProperty(named = "server.family", matches = "wildfly")
    void a_branch_in_doubt_keeps_its_files_and_is_whole_when_it_is_committed(Server server) throws Exception {
        assertThat(new Page(server).run("two-sources/in-doubt?end=commit"))
                .containsEntry("during", "[left, right]")
                .containsEntry("rowsDuring", "1 0")
                .containsEntry("journalDuring", "[intent]")
                .containsEntry("reaped", "[left, right]")
                .containsEntry("files", "[left, right]")
                .containsEntry("right", "1")
                .containsEntry("journal", NOTHING + " " + NOTHING);
    }

    @Test
    @EnabledIfSystemProperty(named = "server.family", matches = "wildfly")
    void a_branch_in_doubt_that_is_rolled_back_leaves_nothing(Server server) throws Exception {
        assertThat(new Page(server).run("two-sources/in-doubt?end=rollback"))
                .containsEntry("reaped", "[left, right]")
                .containsEntry("files", "[left]")
                .containsEntry("left", "1")
                .containsEntry("right", "0")
                .containsEntry("journal", NOTHING + " " + NOTHING);
    }
}
