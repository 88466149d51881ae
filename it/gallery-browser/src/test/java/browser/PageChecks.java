package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a page as it stands: at two widths, light and dark. Collects what is wrong. */
final class PageChecks {
    private static final int[][] SIZES = {{1280, 900}, {390, 844}};

    private final Browser browser;
    private final List<String> faults = new ArrayList<>();

    PageChecks(Browser browser) {
        this.browser = browser;
    }

    void check(String name) throws IOException {
        for (int[] size : SIZES) {
            browser.size(size[0], size[1]);
            for (String scheme : List.of("light", "dark")) {
                browser.scheme(scheme);
                String view = name + "-" + (size[0] < 600 ? "phone" : "desktop") + "-" + scheme;
                settle();
                browser.screenshot(view);
                fit(view);
                axe(view);
            }
        }
        browser.size(1280, 900);
        browser.scheme("light");
    }

    void report() {
        assertThat(faults).isEmpty();
    }

    // Colours fade for a moment after the scheme changes.
    private void settle() {
        browser.await(
                () -> (Boolean) browser.script("return document.getAnimations().every(a => a.playState !== 'running')"
                        + " && [...document.images].every(i => i.loading === 'lazy' || i.complete)"));
    }

    private void fit(String view) {
        Number wide = (Number) browser.script("return document.documentElement.scrollWidth - innerWidth");
        if (wide.intValue() > 0) {
            faults.add(view + ": " + wide + " px wider than the window");
        }
    }

    private void axe(String view) {
        for (Rule rule : new AxeBuilder().analyze(browser.driver).getViolations()) {
            for (CheckedNode node : rule.getNodes()) {
                faults.add(view + ": " + rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary());
            }
        }
    }
}
