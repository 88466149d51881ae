package browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import server.Server;
import server.tests.RunningServer;

/** The gallery without a mouse. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class KeyboardTest {
    private Browser browser;

    @BeforeEach
    void start(Server server) throws Exception {
        browser = Browser.start(server.address("gallery"), true);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void the_tab_key_meets_everything_in_order_and_shows_where_it_is() {
        browser.open("add");
        List<String> met = new ArrayList<>();

        for (int i = 0; i < 7; i++) {
            press(Keys.TAB);
            met.add(focused());
            assertThat(hasOutline()).as(met.get(i)).isTrue();
        }

        assertThat(met).containsExactly("Skip to content", "Gallery", "Add files", "title", "files", "Add", "Cancel");
    }

    @Test
    void a_file_is_added_and_removed_with_keys_alone() throws Exception {
        browser.open("add");
        browser.choose(browser.file("keys.txt", "keys".getBytes(UTF_8)));
        tabTo("title");
        press("With keys", Keys.ENTER);
        browser.awaitText(".done", "Added.");
        tabTo("With keys");
        press(Keys.ENTER);
        browser.awaitText("h1", "With keys");

        tabTo("Remove…");
        press(Keys.ENTER);
        tabTo("Remove “With keys”");
        press(Keys.ENTER);

        browser.awaitText(".done", "Removed.");
    }

    private void tabTo(String name) {
        for (int i = 0; i < 20; i++) {
            press(Keys.TAB);
            if (focused().startsWith(name)) {
                return;
            }
        }
        throw new AssertionError("the tab key does not reach '" + name + "'");
    }

    private void press(CharSequence... keys) {
        new Actions(browser.driver).sendKeys(keys).perform();
    }

    private String focused() {
        return (String)
                browser.script("const e = document.activeElement; return e.id || e.querySelector('.title')?.textContent"
                        + " || e.textContent.trim()");
    }

    private boolean hasOutline() {
        return (Boolean)
                browser.script(
                        "const e = document.activeElement; const seen = e.closest('[data-drop]') || e;"
                                + " const s = getComputedStyle(seen); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2");
    }
}
