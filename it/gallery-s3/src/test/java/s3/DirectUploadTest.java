package s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Samples;

/** Files that Chromium sends straight to the bucket, from a page of another origin. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class DirectUploadTest {
    private static final String MISSING =
            "skipped: the tests of direct uploads need chromium and chromedriver; on Debian"
                    + " and Ubuntu: apt-get install chromium chromium-driver";

    @TempDir
    private Path folder;

    private static ChromeDriver browser;
    private static URI home;

    @BeforeAll
    static void start(Server server) {
        home = server.address("gallery");
        browser = chromium();
    }

    @BeforeEach
    void open() {
        browser.get(home.resolve("add").toString());
        // What a page sends, and where to.
        browser.executeScript("""
                window.sent = [];
                const real = window.fetch;
                window.fetch = (address, options) => {
                  window.sent.push(options.method + ' ' + new URL(address, location).origin);
                  return real(address, options);
                };
                const send = XMLHttpRequest.prototype.send;
                XMLHttpRequest.prototype.send = function (body) {
                  sessionStorage.fields = [...body.keys()].join(' ');
                  sessionStorage.sent = window.sent.join(', ');
                  return send.call(this, body);
                };
                """);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void they_pass_by_the_gallery_and_are_added_like_all_others() throws Exception {
        byte[] picture = Samples.picture(71);
        browser.findElement(By.id("title")).sendKeys("Straight to the bucket");
        choose(file("straight.png", picture), file("Grüße.txt", "greetings".getBytes(UTF_8)));
        browser.findElement(By.cssSelector("[data-direct] input")).click();

        browser.findElement(By.cssSelector(".form .button.primary")).click();

        await(".done", "Added.");
        String gallery = "http://" + home.getRawAuthority();
        String bucket = (String) browser.executeScript("return sessionStorage.sent");
        assertThat(bucket.replaceAll("//[^/,]+", "//host"))
                .isEqualTo("POST http://host, PUT http://host, POST http://host, PUT http://host");
        assertThat(bucket.split(", ")[0]).isEqualTo("POST " + gallery);
        assertThat(bucket.split(", ")[1]).isNotEqualTo("PUT " + gallery);
        assertThat((String) browser.executeScript("return sessionStorage.fields"))
                .contains("direct")
                .doesNotContain("files");
        GalleryClient client = new GalleryClient(home);
        assertThat(client.items().stream().limit(2).map(item -> bytes(client, item)))
                .anyMatch(bytes -> Arrays.equals(bytes, picture))
                .anyMatch(bytes -> new String(bytes, UTF_8).equals("greetings"));
        assertThat(Bucket.keys()).anyMatch(key -> key.matches("gallery/.*/straight_[a-z0-9]{12}-.*png"));
    }

    @Test
    void what_the_gallery_refuses_is_told_as_with_any_other_form() throws Exception {
        choose(file("page.png", "<html><script>1</script></html>".getBytes(UTF_8)));
        browser.findElement(By.cssSelector("[data-direct] input")).click();

        browser.findElement(By.cssSelector(".form .button.primary")).click();

        await("[data-summary]", "Give it a title.");
        await("[data-summary]", "page.png");
    }

    @Test
    void a_session_that_is_over_is_told_as_with_any_other_form() throws Exception {
        browser.findElement(By.id("title")).sendKeys("Too late");
        choose(file("late.txt", "late".getBytes(UTF_8)));
        browser.findElement(By.cssSelector("[data-direct] input")).click();
        browser.manage().deleteAllCookies();

        browser.findElement(By.cssSelector(".form .button.primary")).click();

        await("h1", "This form is too old");
    }

    @Test
    void more_than_the_gallery_takes_at_once_is_refused_before_it_is_sent() throws Exception {
        Path[] files = new Path[101];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(i + ".txt", new byte[] {65});
        }
        choose(files);
        browser.findElement(By.cssSelector("[data-direct] input")).click();

        browser.findElement(By.cssSelector(".form .button.primary")).click();

        await("[data-report]", "These are 101 files, and 100 is the most at once");
        assertThat(browser.executeScript("return window.sent.length")).isEqualTo(0L);
    }

    @Test
    void the_switch_is_reached_and_turned_by_keys_and_breaks_no_rule_of_accessible_pages() {
        WebElement control = browser.findElement(By.cssSelector("[data-direct] input"));
        browser.executeScript("document.querySelector('#files').focus()");

        new Actions(browser).sendKeys(Keys.TAB).sendKeys(Keys.SPACE).perform();

        assertThat(browser.switchTo().activeElement()).isEqualTo(control);
        assertThat(control.isSelected()).isTrue();
        assertThat(control.getAccessibleName()).isEqualTo("Send straight to the storage");
        assertThat(control.getCssValue("outline-style")).isNotEqualTo("none");
        assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();
    }

    private static byte[] bytes(GalleryClient client, String item) {
        try {
            return client.get(client.download(item)).body();
        } catch (Exception e) {
            throw new IllegalStateException("the file of " + item + " cannot be had", e);
        }
    }

    private void choose(Path... files) {
        browser.findElement(By.id("files"))
                .sendKeys(String.join(
                        "\n", Arrays.stream(files).map(Path::toString).toList()));
    }

    private void await(String css, String text) {
        new WebDriverWait(browser, Duration.ofSeconds(120), Duration.ofMillis(50))
                .ignoring(WebDriverException.class)
                .withMessage(() -> "'" + text + "' in " + css + " of:\n"
                        + browser.findElement(By.tagName("main")).getText())
                .until(any -> browser.findElements(By.cssSelector(css)).stream()
                        .anyMatch(element -> element.getText().contains(text)));
    }

    private Path file(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private static ChromeDriver chromium() {
        Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = find("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            System.out.println(MISSING);
            Assumptions.abort(MISSING);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--lang=en"));
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .flatMap(path -> Arrays.stream(names).map(Path.of(path)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
