package s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody who uses the gallery with Chromium, and watches what its pages send and where to. */
final class Chromium implements AutoCloseable {
    private static final String MISSING =
            "skipped: the tests of direct uploads need chromium and chromedriver; on Debian"
                    + " and Ubuntu: apt-get install chromium chromium-driver";
    private static final String WATCH = """
            sessionStorage.sent = '';
            sessionStorage.fields = '';
            sessionStorage.progress = '';
            const note = (method, address) => {
              const sent = method + ' ' + new URL(address, location).origin;
              sessionStorage.sent += (sessionStorage.sent ? ', ' : '') + sent;
            };
            const fetch = window.fetch;
            window.fetch = (address, options) => {
              note(options.method, address);
              return fetch(address, options);
            };
            const open = XMLHttpRequest.prototype.open;
            XMLHttpRequest.prototype.open = function (method, address) {
              const isStraight = new URL(address, location).origin !== location.origin;
              const lost = isStraight && window.lost?.shift();
              if (isStraight) note(method, address);
              return open.call(this, method, lost ? 'http://127.0.0.1:9/' : address);
            };
            const send = XMLHttpRequest.prototype.send;
            XMLHttpRequest.prototype.send = function (body) {
              if (body instanceof FormData) sessionStorage.fields = [...body.keys()].join(' ');
              return send.call(this, body);
            };
            const bar = document.querySelector('progress');
            new MutationObserver(() => sessionStorage.progress += ' ' + bar.value).observe(bar, {attributes: true});
            """;

    final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Returns a browser without a window, with a fresh profile; the test is skipped if there is none. */
    static Chromium start() {
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
        return new Chromium(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .usingAnyFreePort()
                        .build(),
                options));
    }

    /** Opens the form for new files of the gallery at {@code home}, and watches it. */
    void openForm(URI home) {
        driver.get(home.resolve("add").toString());
        driver.executeScript(WATCH);
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    void write(String title) {
        one("#title").sendKeys(title);
    }

    void choose(Path... files) {
        one("#files")
                .sendKeys(String.join(
                        "\n", Arrays.stream(files).map(Path::toString).toList()));
    }

    /** Turns the switch that sends files straight to the storage. */
    void sendStraight() {
        one("[data-direct] input").click();
    }

    /** Chooses how, by what the choice is called. */
    void sendStraight(String how) {
        sendStraight();
        new Select(one("[data-direct] select")).selectByVisibleText(how);
    }

    void submit() {
        one(".form .button.primary").click();
    }

    /** Waits until an element has this text. */
    void await(String css, String text) {
        new WebDriverWait(driver, Duration.ofSeconds(120), Duration.ofMillis(50))
                .ignoring(WebDriverException.class)
                .withMessage(() -> "'" + text + "' in " + css + " of:\n"
                        + driver.findElement(By.tagName("main")).getText())
                .until(any -> driver.findElements(By.cssSelector(css)).stream()
                        .anyMatch(element -> element.getText().contains(text)));
    }

    /** Waits until the browser shows the picture. */
    void awaitShown(String css) {
        new WebDriverWait(driver, Duration.ofSeconds(120), Duration.ofMillis(50))
                .ignoring(WebDriverException.class)
                .until(any ->
                        ((Number) driver.executeScript("return arguments[0].naturalWidth", one(css))).intValue() > 0);
    }

    /** Returns the requests of the form that was opened last, each as its method and the origin that it went to. */
    List<String> sent() {
        return words("sent", ", ");
    }

    /** Returns the names of the fields that the gallery got. */
    List<String> fields() {
        return words("fields", " ");
    }

    /** Returns in per cent what the bar showed, one after the other. */
    List<Integer> progress() {
        return words("progress", " ").stream().map(Integer::valueOf).toList();
    }

    private List<String> words(String name, String separator) {
        String all = String.valueOf(driver.executeScript("return sessionStorage.getItem(arguments[0])", name));
        return Stream.of(all.strip().split(separator))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .flatMap(path -> Arrays.stream(names).map(Path.of(path)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
