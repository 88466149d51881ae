package browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;
import server.Server;
import server.tests.RunningServer;
import server.tests.Samples;

/** The gallery, as somebody uses it with a browser. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryBrowserTest {
    private static final int LIMIT = 8 * 1024 * 1024;

    private static Browser browser;

    @BeforeAll
    static void start(Server server) throws Exception {
        browser = Browser.start(server.address("gallery"), true);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_chosen_picture_is_shown_and_added() throws Exception {
        byte[] picture = Samples.picture(11);
        browser.open("add");

        browser.choose(browser.file("chosen.png", picture));
        browser.awaitShown("[data-chosen] img");
        browser.write("A chosen picture");
        browser.submit();

        browser.awaitText(".done", "Added.");
        browser.awaitText(".card:first-child .title", "A chosen picture");
        browser.awaitShown(".card:first-child img");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void dropped_files_are_added_to_the_chosen_ones() throws Exception {
        byte[] picture = Samples.picture(12);
        browser.open("add");
        browser.choose(browser.file("first.txt", "first".getBytes(UTF_8)));

        browser.drop("dropped.png", "image/png", picture);

        assertThat(browser.all("[data-chosen] .title")).extracting("text").containsExactly("first.txt", "dropped.png");
        browser.write("Chosen and dropped");
        browser.submit();
        browser.awaitText(".done", "Added.");
        assertThat(browser.all(".card .title").subList(0, 2)).extracting("text").containsOnly("Chosen and dropped");
        browser.awaitShown(".card:first-child img");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void a_chosen_file_can_be_taken_back() throws Exception {
        browser.open("add");
        browser.choose(browser.file("a.txt", "a".getBytes(UTF_8)), browser.file("b.txt", "b".getBytes(UTF_8)));

        browser.one("[aria-label='Remove a.txt']").click();

        assertThat(browser.all("[data-chosen] .title")).extracting("text").containsExactly("b.txt");
        assertThat(browser.script("return document.querySelector('#files').files.length"))
                .isEqualTo(1L);
    }

    @Test
    void an_upload_shows_how_far_it_is() throws Exception {
        browser.open("add");
        browser.write("A slow one");
        browser.choose(browser.file("slow.txt", "slowly ".repeat(200_000).getBytes(UTF_8)));
        browser.uploadSpeed(60_000);
        try {
            browser.submit();

            browser.await(() -> part() > 10 && part() < 90);
            assertThat(browser.one("[data-progress]").isDisplayed()).isTrue();
            assertThat(browser.one(".form .button.primary").isEnabled()).isFalse();
            browser.screenshot("progress");
        } finally {
            browser.uploadSpeed(-1);
        }
        browser.awaitText(".done", "Added.");
    }

    @Test
    void a_download_has_the_original_name_and_bytes() throws Exception {
        byte[] picture = Samples.picture(14);
        browser.addAndOpen("To be saved", browser.file("Grüße vom Hafen.png", picture));

        browser.one(".about a.primary").click();

        assertThat(browser.downloaded("Grüße vom Hafen.png")).isEqualTo(picture);
    }

    @Test
    void a_card_shows_a_thumbnail_and_the_file_is_saved_as_it_was_sent() throws Exception {
        byte[] picture = Samples.picture(13, 1800, 1350, "jpg");
        browser.size(1280, 900);

        browser.add("Thumbnail", browser.file("thumbnail.jpg", picture));

        assertThat(browser.pixels(".card:first-child img")).containsExactly(300L, 200L);
        browser.one(".card:first-child a").click();
        browser.awaitText("h1", "Thumbnail");
        assertThat(browser.pixels(".stage img")).containsExactly(1600L, 1200L);
        browser.one(".about a.primary").click();
        assertThat(browser.downloaded("thumbnail.jpg")).isEqualTo(picture);
    }

    @Test
    void each_picture_that_cannot_be_taken_says_why_and_the_others_are_kept() throws Exception {
        byte[] picture = Samples.picture(20);
        browser.open("add");
        browser.write("Some of these");
        browser.choose(
                browser.file("half.png", Arrays.copyOf(picture, picture.length / 2)),
                browser.file("bomb.png", Samples.bomb(30_000, 30_000)),
                browser.file("panorama.png", Samples.bomb(8_000, 7_000)),
                browser.file("holiday.heic", Samples.heic()),
                browser.file("whole.png", picture));
        browser.submit();

        browser.awaitText("[data-summary]", "“half.png” cannot be added: it is damaged or cut off");
        browser.awaitText("[data-summary]", "“bomb.png” cannot be added: it is 30000 x 30000 pixels large");
        browser.awaitText("[data-summary]", "“panorama.png” cannot be added: it has 56 MP");
        browser.awaitText("[data-summary]", "“holiday.heic” cannot be added: it is HEIC");
        browser.awaitText(".kept .title", "whole.png");
        browser.submit();
        browser.awaitText(".done", "Added.");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void a_file_is_replaced_by_another() throws Exception {
        browser.addAndOpen("Before", browser.file("before.png", Samples.picture(15)));
        byte[] next = Samples.picture(16);

        browser.one("a[href$='/edit']").click();
        browser.choose(browser.file("after.png", next));
        browser.write("After");
        browser.submit();

        browser.awaitText(".done", "Saved.");
        assertThat(browser.one("h1").getText()).isEqualTo("After");
        assertThat(browser.one(".facts").getText()).contains("after.png");
        browser.awaitShown(".stage img");
        assertThat(browser.opened()).isEqualTo(next);
    }

    @Test
    void a_removed_item_is_gone() throws Exception {
        browser.addAndOpen("Short-lived", browser.file("gone.png", Samples.picture(17)));
        String address = browser.driver.getCurrentUrl();

        browser.one(".removal summary").click();
        browser.one(".removal button").click();

        browser.awaitText(".done", "Removed.");
        browser.driver.get(address);
        browser.awaitText("h1", "Nothing here");
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_it_is_sent() throws Exception {
        browser.open("add");

        browser.choose(browser.file("large.txt", new byte[LIMIT + 1]), browser.file("small.txt", "s".getBytes(UTF_8)));

        browser.awaitText("[data-report]", "“large.txt”: too large, 8 MB is the most.");
        assertThat(browser.one("[data-chosen] .refused").getText()).contains("8.1 MB: too large");
        assertThat(browser.script("return document.querySelector('#files').files.length"))
                .isEqualTo(1L);
    }

    @Test
    void more_than_the_gallery_takes_at_once_is_refused_before_it_is_sent() throws Exception {
        browser.open("add");
        browser.write("Very much");
        browser.choose(browser.files(7, LIMIT));

        browser.submit();

        browser.awaitText("[data-report]", "These files have 56 MB together, and 50 MB is the most at once");
        browser.one("[aria-label='Remove 6.txt']").click();
        browser.submit();
        browser.awaitText(".done", "Added.");
    }

    @Test
    void a_forbidden_file_is_refused_and_says_why() throws Exception {
        browser.open("add");
        browser.write("Program");
        browser.choose(browser.file("picture.png", "<html><script>alert(1)</script></html>".getBytes(UTF_8)));
        browser.submit();

        browser.awaitText("[data-summary]", "“picture.png” cannot be added");
        browser.await(() -> browser.driver.switchTo().activeElement().getAttribute("data-summary") != null);
        assertThat(browser.one("#title").getAttribute("value")).isEqualTo("Program");
    }

    @Test
    void pictures_that_are_refused_are_named_together_and_each_says_why() throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(Samples.picture(17, 64, 48, "jpg"));
        both.write("<script>alert(1)</script>".getBytes(UTF_8));
        browser.open("add");
        browser.write("Refused");
        browser.choose(
                browser.file("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)),
                browser.file("telephone.avif", Samples.unshown("avif")),
                browser.file("film.gif", Samples.animation(1_001)),
                browser.file("both.jpg", both.toByteArray()),
                browser.file("wall.png", Samples.bomb(8_000, 7_000)));
        browser.submit();

        browser.awaitText("[data-summary]", "“drawing.svg” cannot be added: it is SVG: only PNG, JPEG");
        assertThat(browser.one("[data-summary]").getText())
                .contains("“telephone.avif” cannot be added: it is AVIF: only PNG, JPEG")
                .contains("“film.gif” cannot be added: it has 1001 frames; at most 1000 are allowed.")
                .contains("“both.jpg” cannot be added: it is an image and something else, too: it contains '<script'.")
                .contains("“wall.png” cannot be added: it has 56 MP (8000 x 7000); at most 50 MP");
    }

    @Test
    void a_picture_that_is_too_small_or_too_long_is_refused_by_its_dimensions() throws Exception {
        byte[] picture = Samples.picture(21, 16, 16, "png");
        browser.open("add");
        browser.write("Sizes");
        browser.choose(
                browser.file("dot.png", Samples.picture(21, 15, 9, "png")),
                browser.file("wall.png", Samples.bomb(12_001, 20)),
                browser.file("stamp.png", picture));
        browser.submit();

        browser.awaitText(
                "[data-summary]",
                "“dot.png” cannot be added: it must be at least 16 pixels high, but is 9,"
                        + " and must be at least 16 pixels wide, but is 15.");
        browser.awaitText(
                "[data-summary]", "“wall.png” cannot be added: it must be at most 12000 pixels wide, but is 12001.");
        browser.awaitText(".kept .title", "stamp.png");
        browser.submit();
        browser.awaitText(".done", "Added.");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void a_file_that_the_scanner_refuses_is_named_and_the_others_are_kept() throws Exception {
        byte[] picture = Samples.picture(22);
        browser.open("add");
        browser.write("Scanned");
        browser.choose(browser.file("mail.txt", Samples.virus()), browser.file("clean.png", picture));
        browser.submit();

        browser.awaitText(
                "[data-summary]", "“mail.txt” cannot be added: it is EICAR's test file, which virus scanners find.");
        browser.awaitText(".kept .title", "clean.png");
        browser.submit();
        browser.awaitText(".done", "Added.");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void a_reload_after_an_error_keeps_the_file() throws Exception {
        byte[] picture = Samples.picture(18);
        browser.open("add");
        browser.choose(browser.file("kept.png", picture));
        browser.submit();
        browser.awaitText("[data-summary]", "Give it a title.");

        browser.driver.navigate().refresh();

        browser.awaitText(".kept .title", "kept.png");
        assertThat(browser.pixels(".kept img")).containsExactly(300L, 200L);
        browser.write("Kept after all");
        browser.submit();
        browser.awaitText(".done", "Added.");
        browser.awaitShown(".card:first-child img");
        assertThat(browser.newest()).isEqualTo(picture);
    }

    @Test
    void a_second_tab_with_an_older_version_is_refused() throws Exception {
        browser.addAndOpen("Two tabs", browser.file("two.png", Samples.picture(19)));
        browser.one("a[href$='/edit']").click();
        browser.awaitText("h1", "Edit");
        String first = browser.driver.getWindowHandle();
        String address = browser.driver.getCurrentUrl();
        browser.driver.switchTo().newWindow(WindowType.TAB);
        browser.driver.get(address);
        browser.write("From the second tab");
        browser.submit();
        browser.awaitText(".done", "Saved.");
        browser.driver.close();
        browser.driver.switchTo().window(first);

        browser.write("From the first tab");
        browser.submit();

        browser.awaitText("h1", "Somebody was faster");
        assertThat(browser.one("[role=alert]").getText()).contains("“From the second tab”");
        browser.one(".notice .button:not(.primary)").click();
        browser.awaitText("h1", "Edit");
        assertThat(browser.one("#title").getAttribute("value")).isEqualTo("From the first tab");
    }

    @Test
    void a_lost_connection_keeps_the_form() throws Exception {
        browser.open("add");
        browser.write("Offline");
        browser.choose(browser.file("offline.txt", "offline".getBytes(UTF_8)));
        browser.script("const open = XMLHttpRequest.prototype.open;"
                + "XMLHttpRequest.prototype.open = function (m) { open.call(this, m, 'http://127.0.0.1:9/'); };");

        browser.submit();

        browser.awaitText("[data-report]", "did not get through");
        assertThat(browser.one(".form .button.primary").isEnabled()).isTrue();
        browser.complaints();
    }

    private static double part() {
        return ((Number) browser.script("return document.querySelector('progress').value")).doubleValue();
    }
}
