package browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.tests.RunningServer;
import server.tests.Samples;

/** The gallery in a browser that runs no scripts. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class WithoutScriptsTest {
    private static final int LIMIT = 8 * 1024 * 1024;

    private Browser browser;

    @BeforeEach
    void start(Server server) throws Exception {
        browser = Browser.start(server.address("gallery"), false);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void files_are_added_replaced_and_removed() throws Exception {
        browser.addAndOpen("Plain", browser.file("plain.png", Samples.picture(31)));
        browser.awaitShown(".stage img");
        browser.one("a[href$='/edit']").click();
        assertThat(browser.all("html.script")).as("scripts run").isEmpty();
        browser.screenshot("without-scripts");
        browser.write("Plainer");
        browser.choose(browser.file("plainer.png", Samples.picture(32)));
        browser.submit();
        browser.awaitText("h1", "Plainer");
        browser.one(".removal summary").click();
        browser.one(".removal button").click();

        browser.awaitText(".done", "Removed.");
    }

    @Test
    void more_than_the_gallery_takes_at_once_is_answered_by_a_page_that_says_so() throws Exception {
        browser.open("add");
        browser.write("Very much");
        browser.choose(browser.files(7, LIMIT));

        browser.submit();

        browser.awaitText("main", "All files together may have 50 MB: send fewer at once.");
    }

    @Test
    void an_error_keeps_the_other_files_over_a_reload() throws Exception {
        browser.open("add");
        browser.write("Some");
        browser.choose(browser.file("large.txt", new byte[LIMIT + 1]), browser.file("kept.png", Samples.picture(33)));
        browser.submit();
        browser.awaitText("[data-summary]", "“large.txt” is too large");

        browser.driver.navigate().refresh();

        browser.awaitText(".kept .title", "kept.png");
        browser.submit();
        browser.awaitText(".done", "Added.");
    }
}
