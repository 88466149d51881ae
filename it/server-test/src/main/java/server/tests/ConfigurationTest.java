package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** Which storages there are: by beans of the WAR, and by configuration where the library can see it. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class ConfigurationTest {
    @Test
    void beans_and_configuration_make_storages(Server server) throws Exception {
        assertThat(new Page(server).ask("configuration"))
                .containsEntry("storages", System.getProperty("server.storages"));
    }
}
