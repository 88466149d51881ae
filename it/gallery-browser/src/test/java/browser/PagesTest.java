package browser;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.tests.RunningServer;

/** Pictures of all pages, for people to look at; and what can be measured of them. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class PagesTest {
    @Test
    void all_pages_are_accessible_and_fit_a_phone(Server server) throws Exception {
        try (Browser browser = Browser.start(server.address("gallery"), true)) {
            PageChecks checks = new PageChecks(browser);
            new Tour(browser).visit(checks);

            checks.report();
        }
    }
}
