package browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody who uses the gallery with a browser. */
final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("browser.screenshots", "target/screenshots"));

    final ChromeDriver driver;
    private final URI home;
    private final Path folder;

    private Browser(ChromeDriver driver, URI home, Path folder) {
        this.driver = driver;
        this.home = home;
        this.folder = folder;
    }

    static Browser start(URI home, boolean hasScripts) throws IOException {
        Path folder = Files.createTempDirectory("stored-file-downloads");
        return new Browser(Chromium.start(folder, hasScripts), home, folder);
    }

    Browser open(String path) {
        driver.get(home.resolve(path).toString());
        return this;
    }

    /** Returns the first that is there, and waits for it: a click may have led to another page. */
    WebElement one(String css) {
        await(() -> !all(css).isEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits until an element that is seen has this text. */
    void awaitText(String css, String text) {
        await(() ->
                all(css).stream().anyMatch(e -> e.isDisplayed() && e.getText().contains(text)));
    }

    void await(Condition condition) {
        new WebDriverWait(driver, Duration.ofSeconds(120), Duration.ofMillis(50))
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .until(any -> condition.isMet());
    }

    void write(String title) {
        one("#title").clear();
        one("#title").sendKeys(title);
    }

    /** Chooses files with the form's own button. */
    void choose(Path... files) {
        one("#files")
                .sendKeys(String.join(
                        "\n",
                        Arrays.stream(files)
                                .map(file -> file.toAbsolutePath().toString())
                                .toList()));
    }

    /** Drags a file over the form and drops it, with the events that a browser sends. */
    void drop(String fileName, String type, byte[] bytes) {
        driver.executeScript("""
                const bytes = Uint8Array.from(atob(arguments[2]), c => c.charCodeAt(0));
                const data = new DataTransfer();
                data.items.add(new File([bytes], arguments[0], {type: arguments[1]}));
                const target = document.querySelector('[data-drop] input');
                for (const name of ['dragenter', 'dragover', 'drop']) {
                  target.dispatchEvent(new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}));
                }
                """, fileName, type, Base64.getEncoder().encodeToString(bytes));
    }

    void submit() {
        one(".form .button.primary").click();
    }

    /** Adds one file and stays on the first page. */
    void add(String title, Path file) {
        open("add");
        write(title);
        choose(file);
        submit();
        awaitText(".done", "Added.");
    }

    /** Adds one file and opens its page. */
    void addAndOpen(String title, Path file) {
        add(title, file);
        one(".card a").click();
        awaitText("h1", title);
    }

    Path file(String name, byte[] bytes) throws IOException {
        return Files.write(Files.createTempDirectory(folder, "chosen").resolve(name), bytes);
    }

    /** Returns texts, {@code 0.txt} and so on, of this size each. */
    Path[] files(int count, int size) throws IOException {
        byte[] bytes =
                "a line of a text\n".repeat(size / 17 + 1).substring(0, size).getBytes(UTF_8);
        Path[] files = new Path[count];
        for (int i = 0; i < count; i++) {
            files[i] = file(i + ".txt", bytes);
        }
        return files;
    }

    /** Returns what the browser saved under this name. */
    byte[] downloaded(String name) throws IOException {
        Path file = folder.resolve(name);
        await(() -> Files.exists(file));
        return Files.readAllBytes(file);
    }

    /** Waits until the browser shows the picture. */
    void awaitShown(String css) {
        await(() -> ((Number) script("return arguments[0].naturalWidth", one(css))).intValue() > 0);
    }

    /** Returns the pixels of the one that the browser chose for a picture, as width and height. */
    List<Long> pixels(String css) {
        awaitShown(css);
        @SuppressWarnings("unchecked")
        List<Long> size = (List<Long>) driver.executeAsyncScript("""
                const chosen = new Image();
                chosen.onload = () => arguments[1]([chosen.naturalWidth, chosen.naturalHeight]);
                chosen.src = arguments[0].currentSrc;
                """, one(css));
        return size;
    }

    /** Returns the bytes of the newest item's file, as its page opens it; the picture in the page was seen. */
    byte[] newest() {
        open("");
        one(".card:first-child a").click();
        awaitShown(".stage img");
        return opened();
    }

    /** Returns the bytes that this item's page opens. */
    byte[] opened() {
        return Base64.getDecoder().decode((String) driver.executeAsyncScript("""
                const done = arguments[1];
                fetch(arguments[0].href).then(answer => answer.blob()).then(blob => {
                  const reader = new FileReader();
                  reader.onload = () => done(reader.result.split(',')[1]);
                  reader.readAsDataURL(blob);
                });
                """, one(".actions a[target='_blank']")));
    }

    Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        width < 600 ? 2 : 1,
                        "mobile",
                        width < 600));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void uploadSpeed(int bytesPerSecond) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", bytesPerSecond));
    }

    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Returns what the browser complained about, but answers that tests provoke. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("the server responded with a status of 4"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** What is waited for. */
    interface Condition {
        boolean isMet();
    }
}
