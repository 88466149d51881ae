package s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Samples;

/** Files that Chromium sends straight to the bucket, from a page of another origin. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class DirectUploadTest {
    private static final int PART = 5 * 1024 * 1024;

    @TempDir
    private Path folder;

    private static Chromium browser;
    private static URI home;

    @BeforeAll
    static void start(Server server) {
        home = server.address("gallery");
        browser = Chromium.start();
    }

    @BeforeEach
    void open() {
        browser.openForm(home);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void they_pass_by_the_gallery_and_are_added_like_all_others() throws Exception {
        byte[] picture = Samples.picture(71);
        browser.write("Straight to the bucket");
        browser.choose(file("straight.png", picture), file("Grüße.txt", "greetings".getBytes(UTF_8)));
        browser.sendStraight();

        browser.submit();

        browser.await(".done", "Added.");
        String asked = "POST http://" + home.getRawAuthority();
        String stored = "PUT " + Bucket.endpoint();
        assertThat(browser.sent()).containsExactly(asked, stored, asked, stored);
        assertThat(browser.fields()).contains("direct").doesNotContain("files");
        GalleryClient client = new GalleryClient(home);
        assertThat(client.items().stream().limit(2).map(item -> bytes(client, item)))
                .anyMatch(bytes -> Arrays.equals(bytes, picture))
                .anyMatch(bytes -> new String(bytes, UTF_8).equals("greetings"));
        assertThat(Bucket.keys()).anyMatch(key -> key.matches("gallery/.*/straight_[a-z0-9]{12}-.*png"));
    }

    @Test
    void a_large_one_goes_in_parts_and_the_bar_shows_how_far_it_is() throws Exception {
        byte[] large = "a line of a text\n".repeat(430_000).getBytes(UTF_8);
        browser.write("In parts");
        browser.choose(file("large.txt", large));
        browser.sendStraight();

        browser.submit();

        browser.await(".done", "Added.");
        String stored = "PUT " + Bucket.endpoint();
        assertThat(browser.sent()).containsExactly("POST http://" + home.getRawAuthority(), stored, stored);
        assertThat(browser.progress()).as("after the first part").contains(Math.round(100f * PART / large.length));
        GalleryClient client = new GalleryClient(home);
        assertThat(bytes(client, client.newest())).isEqualTo(large);
    }

    @Test
    void a_part_that_is_lost_on_the_way_is_sent_again_and_the_others_are_not() throws Exception {
        byte[] large = "a line of a text\n".repeat(430_000).getBytes(UTF_8);
        browser.write("One part twice");
        browser.choose(file("twice.txt", large));
        browser.sendStraight();
        browser.driver.executeScript("window.lost = [false, true]");

        browser.submit();

        browser.await(".done", "Added.");
        String stored = "PUT " + Bucket.endpoint();
        assertThat(browser.sent()).containsExactly("POST http://" + home.getRawAuthority(), stored, stored, stored);
        GalleryClient client = new GalleryClient(home);
        assertThat(bytes(client, client.newest())).isEqualTo(large);
    }

    @Test
    void a_form_carries_them_to_the_bucket_too() throws Exception {
        byte[] picture = Samples.picture(72);
        byte[] large = "a line of a text\n".repeat(430_000).getBytes(UTF_8);
        browser.write("By a form");
        browser.choose(file("form.png", picture), file("form.txt", large));
        browser.sendStraight("with a form");

        browser.submit();

        browser.await(".done", "Added.");
        String asked = "POST http://" + home.getRawAuthority();
        String stored = "POST " + Bucket.endpoint();
        assertThat(browser.sent()).containsExactly(asked, stored, asked, stored);
        assertThat(browser.fields()).contains("direct").doesNotContain("files", "policy");
        GalleryClient client = new GalleryClient(home);
        assertThat(client.items().stream().limit(2).map(item -> bytes(client, item)))
                .anyMatch(bytes -> Arrays.equals(bytes, picture))
                .anyMatch(bytes -> Arrays.equals(bytes, large));
    }

    @Test
    void a_form_that_is_lost_on_the_way_is_sent_again() throws Exception {
        browser.write("One form twice");
        browser.choose(file("again.txt", "again".getBytes(UTF_8)));
        browser.sendStraight("with a form");
        browser.driver.executeScript("window.lost = [true]");

        browser.submit();

        browser.await(".done", "Added.");
        String stored = "POST " + Bucket.endpoint();
        assertThat(browser.sent()).containsExactly("POST http://" + home.getRawAuthority(), stored, stored);
        GalleryClient client = new GalleryClient(home);
        assertThat(bytes(client, client.newest())).isEqualTo("again".getBytes(UTF_8));
    }

    @Test
    void a_large_one_goes_with_one_request_and_a_small_one_in_parts_if_that_is_chosen() throws Exception {
        byte[] large = "a line of a text\n".repeat(430_000).getBytes(UTF_8);
        browser.write("At once");
        browser.choose(file("once.txt", large));
        browser.sendStraight("with a PUT");
        browser.submit();
        browser.await(".done", "Added.");
        List<String> atOnce = browser.sent();
        browser.openForm(home);
        browser.write("A part");
        browser.choose(file("part.txt", "part".getBytes(UTF_8)));
        browser.sendStraight("in parts");
        browser.submit();
        browser.await(".done", "Added.");

        String asked = "POST http://" + home.getRawAuthority();
        String stored = "PUT " + Bucket.endpoint();
        assertThat(atOnce).containsExactly(asked, stored);
        assertThat(browser.sent()).containsExactly(asked, stored);
        GalleryClient client = new GalleryClient(home);
        assertThat(client.items().stream().limit(2).map(item -> bytes(client, item)))
                .contains(large, "part".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with a PUT", "with a form", "in parts"})
    void a_page_of_an_origin_that_the_bucket_does_not_allow_sends_nothing(String how) throws Exception {
        List<String> before = sentKeys();
        browser.openForm(URI.create(home.toString().replace("//localhost:", "//127.0.0.1:")));
        browser.write("From elsewhere");
        browser.choose(file("elsewhere.txt", "elsewhere".getBytes(UTF_8)));
        browser.sendStraight(how);

        browser.submit();

        browser.await("[data-report]", "The upload did not get through.");
        assertThat(sentKeys()).isEqualTo(before);
    }

    // An upload in parts is begun before any is sent.
    private static List<String> sentKeys() throws Exception {
        return Bucket.keys().stream()
                .filter(key -> !key.endsWith("-stub"))
                .sorted()
                .toList();
    }

    @Test
    void what_the_gallery_refuses_is_told_as_with_any_other_form() throws Exception {
        browser.choose(file("page.png", "<html><script>1</script></html>".getBytes(UTF_8)));
        browser.sendStraight();

        browser.submit();

        browser.await("[data-summary]", "Give it a title.");
        browser.await("[data-summary]", "page.png");
    }

    @Test
    void what_the_field_cannot_hold_is_told_beside_the_form_before_it_is_sent() throws Exception {
        browser.write("A page");
        browser.choose(file("page.html", "<html><script>1</script></html>".getBytes(UTF_8)));
        browser.sendStraight();

        browser.submit();

        browser.await("[data-report]", "“page.html” cannot be added: it must be of type image/png, ");
        browser.await("[data-report]", "but is text/html.");
        assertThat(browser.sent()).containsExactly("POST http://" + home.getRawAuthority());
        assertThat(browser.one("#title").getDomProperty("value")).isEqualTo("A page");
        assertThat(browser.one("[data-chosen]").getText()).contains("page.html");
        assertThat(browser.one(".form .button.primary").isEnabled()).isTrue();
    }

    @Test
    void a_session_that_is_over_is_told_as_with_any_other_form() throws Exception {
        browser.write("Too late");
        browser.choose(file("late.txt", "late".getBytes(UTF_8)));
        browser.sendStraight();
        browser.driver.manage().deleteAllCookies();

        browser.submit();

        browser.await("h1", "This form is too old");
    }

    @Test
    void more_than_the_gallery_takes_at_once_is_refused_before_it_is_sent() throws Exception {
        Path[] files = new Path[101];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(i + ".txt", new byte[] {65});
        }
        browser.choose(files);
        browser.sendStraight();

        browser.submit();

        browser.await("[data-report]", "These are 101 files, and 100 is the most at once");
        assertThat(browser.sent()).isEmpty();
    }

    @Test
    void the_switch_is_reached_and_turned_by_keys_and_breaks_no_rule_of_accessible_pages() {
        WebElement control = browser.one("[data-direct] input");
        browser.driver.executeScript("document.querySelector('#files').focus()");

        new Actions(browser.driver).sendKeys(Keys.TAB).sendKeys(Keys.SPACE).perform();

        assertThat(browser.driver.switchTo().activeElement()).isEqualTo(control);
        assertThat(control.isSelected()).isTrue();
        assertThat(control.getAccessibleName()).isEqualTo("Send straight to the storage");
        assertThat(control.getCssValue("outline-style")).isNotEqualTo("none");
        WebElement how = browser.one("[data-direct] select");
        new Actions(browser.driver).sendKeys(Keys.TAB).perform();
        assertThat(browser.driver.switchTo().activeElement()).isEqualTo(how);
        assertThat(how.getAccessibleName()).isEqualTo("How");
        assertThat(new AxeBuilder().analyze(browser.driver).getViolations()).isEmpty();
    }

    private static byte[] bytes(GalleryClient client, String item) {
        try {
            return client.get(client.download(item)).body();
        } catch (Exception e) {
            throw new IllegalStateException("the file of " + item + " cannot be had", e);
        }
    }

    private Path file(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }
}
