package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Files in element collections. */
@Tag("element-collections")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class ElementCollectionTest {
    @Test
    void files_come_and_go_with_the_collection(Server server) throws Exception {
        assertThat(new Page(server).run("collections/add-and-remove"))
                .containsEntry("added", "[one, two]")
                .containsEntry("rolledBack", "[one, two]")
                .containsEntry("removed", "[two]")
                .containsEntry("files", "[]");
    }
}
