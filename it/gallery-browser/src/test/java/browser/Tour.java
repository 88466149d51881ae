package browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import org.openqa.selenium.WindowType;
import server.tests.Samples;

/** A way through all pages. */
final class Tour {
    private static final String[] TITLES = {
        "Above the fog",
        "Harbour at dawn",
        "Last light on the ridge",
        "Valley in spring",
        "The long way home",
        "Blue hour"
    };
    private static final String TEXT = """
            Notes from the ridge

            06:10  Fog in the valley, clear above 900 m.
            07:45  First light on the north face; the tarn is still frozen.
            09:30  Tea at the hut. Two climbers came down from the col and
                   said that the path is good as far as the bridge.
            """;

    private final Browser browser;

    Tour(Browser browser) {
        this.browser = browser;
    }

    void visit(PageChecks checks) throws IOException {
        browser.open("");
        checks.check("first-page");
        browser.open("add");
        checks.check("add");
        fill();
        browser.open("");
        checks.check("grid");
        browser.one(".card:nth-child(3) a").click();
        browser.awaitShown(".stage img");
        checks.check("picture");
        browser.one(".removal summary").click();
        checks.check("removal");
        browser.one("a[href$='/edit']").click();
        checks.check("edit");
        documents(checks);
        errors(checks);
        stale(checks);
        browser.open("items/99999999");
        checks.check("missing");
    }

    private void fill() throws IOException {
        for (int i = 0; i < TITLES.length; i++) {
            String name = TITLES[i].toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ".jpg";
            int height = i % 3 == 1 ? 1500 : 800;
            browser.add(TITLES[i], browser.file(name, Samples.picture(40 + i, 1200, height, "jpg")));
        }
        browser.add("Notes from the ridge", browser.file("notes.txt", TEXT.getBytes(UTF_8)));
        browser.add(
                "Insurance certificate with quite a long title that needs a second line",
                browser.file("insurance-certificate-2026-11-22-signed-copy-final.pdf", Samples.pdf()));
    }

    private void documents(PageChecks checks) throws IOException {
        browser.open("");
        browser.one(".card:nth-child(1) a").click();
        checks.check("document");
        browser.open("");
        browser.one(".card:nth-child(2) a").click();
        checks.check("text");
    }

    private void errors(PageChecks checks) throws IOException {
        browser.open("add");
        browser.choose(
                browser.file("ridge.jpg", Samples.picture(60, 800, 600, "jpg")),
                browser.file("timetable.pdf", Samples.pdf()),
                browser.file("panorama.png", new byte[11_534_336]));
        browser.awaitShown("[data-chosen] img");
        checks.check("chosen");
        browser.drop("page.png", "image/png", "<html><script>1</script></html>".getBytes(UTF_8));
        browser.submit();
        browser.awaitText("[data-summary]", "Give it a title.");
        checks.check("errors");
        browser.open("add");
        browser.write("From the telephone");
        byte[] ridge = Samples.picture(61);
        browser.choose(
                browser.file("ridge-half.png", Arrays.copyOf(ridge, ridge.length / 2)),
                browser.file("bomb.png", Samples.bomb(30_000, 30_000)),
                browser.file("panorama.png", Samples.bomb(8_000, 7_000)),
                browser.file("IMG_4711.heic", Samples.heic()),
                browser.file("ridge.png", ridge));
        browser.submit();
        browser.awaitText("[data-summary]", "HEIC");
        checks.check("refusals");
    }

    private void stale(PageChecks checks) throws IOException {
        browser.open("");
        browser.one(".card:nth-child(4) a").click();
        browser.one("a[href$='/edit']").click();
        browser.awaitText("h1", "Edit");
        String mine = browser.driver.getWindowHandle();
        String address = browser.driver.getCurrentUrl();
        browser.driver.switchTo().newWindow(WindowType.TAB);
        browser.driver.get(address);
        browser.write("Blue hour");
        browser.submit();
        browser.awaitText(".done", "Saved.");
        browser.driver.close();
        browser.driver.switchTo().window(mine);
        browser.submit();
        browser.awaitText("h1", "Somebody was faster");
        checks.check("stale");
    }
}
