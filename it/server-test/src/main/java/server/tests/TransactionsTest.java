package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** What transactions of the server's own manager do to files. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class TransactionsTest {
    // The transaction may last five seconds. WildFly ends it on a thread of its own within some more, while the upload
    // still waits; others only mark it, and it ends when the upload is done and wants to commit.
    private static final int TIMEOUT_SECONDS = 5;
    private static final int GRACE_SECONDS = 15;
    private static final String ENDS_ELSEWHERE = System.getProperty("server.ends.elsewhere");

    private Page page;

    @BeforeEach
    void open(Server server) {
        page = new Page(server);
    }

    @Test
    void a_commit_keeps_the_file() throws Exception {
        assertThat(page.run("scenarios/commit")).containsEntry("row", "new").containsEntry("files", "[new]");
    }

    @Test
    void a_rollback_leaves_nothing() throws Exception {
        assertThat(page.run("scenarios/rollback"))
                .containsEntry("during", "[new]")
                .containsEntry("files", "[]")
                .containsEntry("rows", "0");
    }

    @Test
    void what_was_rolled_back_can_be_saved_again() throws Exception {
        assertThat(page.run("scenarios/again-after-rollback"))
                .containsEntry("row", "new")
                .containsEntry("files", "[new]");
    }

    @Test
    void a_committed_replacement_removes_the_old_file() throws Exception {
        assertThat(page.run("scenarios/replace-and-commit"))
                .containsEntry("row", "new")
                .containsEntry("files", "[new]");
    }

    @Test
    void a_replacement_that_is_rolled_back_keeps_the_old_file() throws Exception {
        assertThat(page.run("scenarios/replace-and-rollback"))
                .containsEntry("row", "old")
                .containsEntry("files", "[old]");
    }

    @Test
    void a_cleared_attribute_is_null_and_its_file_removed() throws Exception {
        assertThat(page.run("scenarios/clear-and-commit"))
                .containsEntry("isNull", "true")
                .containsEntry("files", "[]");
    }

    @Test
    @Tag("merge")
    void a_merged_entity_brings_its_new_file() throws Exception {
        assertThat(page.run("scenarios/merge-and-commit"))
                .containsEntry("row", "new")
                .containsEntry("files", "[new]");
    }

    @Test
    void a_removed_row_takes_its_file_along() throws Exception {
        assertThat(page.run("scenarios/remove-and-commit"))
                .containsEntry("rows", "0")
                .containsEntry("files", "[]");
    }

    @Test
    void a_removal_that_is_rolled_back_keeps_the_file() throws Exception {
        assertThat(page.run("scenarios/remove-and-rollback"))
                .containsEntry("row", "old")
                .containsEntry("files", "[old]");
    }

    @Test
    void the_loser_of_an_optimistic_lock_leaves_nothing() throws Exception {
        Map<String, String> facts = page.run("scenarios/optimistic-lock");

        assertThat(facts).containsEntry("row", "theirs").containsEntry("files", "[theirs]");
        assertThat(facts.get("failure")).contains("OptimisticLock");
    }

    @Test
    void a_violated_constraint_leaves_nothing() throws Exception {
        assertThat(page.run("scenarios/constraint")).containsEntry("rows", "0").containsEntry("files", "[]");
    }

    @Test
    void siblings_tell_what_is_known_of_the_file() throws Exception {
        assertThat(page.run("scenarios/siblings"))
                .containsEntry("size", "4")
                .containsEntry("type", "text/plain")
                .containsEntry("name", "four.txt")
                .containsEntry("sha256", "04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00");
    }

    @Test
    void a_query_finds_a_row_by_its_file() throws Exception {
        assertThat(page.run("scenarios/query-by-file"))
                .containsEntry("found", "true")
                .containsEntry("projected", "true");
    }

    @Test
    void a_bean_with_injections_decides_the_folder() throws Exception {
        assertThat(page.run("scenarios/upload-to-bean").get("folder")).endsWith("/room");
    }

    @Test
    void the_files_of_a_flush_are_stored_side_by_side_by_threads_of_the_server() throws Exception {
        Map<String, String> facts = page.run("side-by-side");

        System.out.println("side by side: " + facts);
        assertThat(facts).containsEntry("files", "[one, two]");
        // Those of the library itself have this name.
        assertThat(facts.get("others")).isNotEqualTo("[]").doesNotContain("stored-file-upload");
    }

    @Test
    @Tag("timeout")
    void a_transaction_that_times_out_during_an_upload_leaves_nothing() throws Exception {
        page.run("slow-upload/close");

        CompletableFuture<Map<String, String>> upload = page.start("slow-upload?seconds=" + TIMEOUT_SECONDS);
        Map<String, String> state = page.ask("slow-upload?seconds=" + GRACE_SECONDS);
        page.run("slow-upload/open");

        System.out.println("timeout: " + state + " " + upload.join());
        assertThat(state).containsEntry("reached", "true").containsEntry("ended", ENDS_ELSEWHERE);
        assertThat(upload.join()).containsEntry("files", "[]").containsEntry("endedElsewhere", ENDS_ELSEWHERE);
    }

    @Test
    @Tag("application-data-sources")
    void two_data_sources_commit_together() throws Exception {
        assertThat(page.run("two-sources/commit"))
                .containsEntry("files", "[left, right]")
                .containsEntry("left", "1")
                .containsEntry("right", "1");
    }

    @Test
    @Tag("application-data-sources")
    void two_data_sources_roll_back_together() throws Exception {
        assertThat(page.run("two-sources/rollback"))
                .containsEntry("files", "[]")
                .containsEntry("left", "0")
                .containsEntry("right", "0");
    }

    @Test
    @Tag("application-data-sources")
    void a_data_source_that_fails_in_prepare_leaves_nothing_in_either() throws Exception {
        Map<String, String> facts = page.run("two-sources/failure-in-prepare");

        System.out.println("prepare: " + facts);
        assertThat(facts)
                .containsEntry("during", "[left, right]")
                .containsEntry("files", "[]")
                .containsEntry("left", "0")
                .containsEntry("right", "0");
    }
}
