package browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts Chromium without a window, with a fresh profile. */
final class Chromium {
    private static final String MISSING = "skipped: the browser tests need chromium and chromedriver; on Debian and"
            + " Ubuntu: apt-get install chromium chromium-driver";

    private Chromium() {}

    /** Returns a browser that saves what it downloads in {@code downloads}; the test is skipped if there is none. */
    static ChromeDriver start(Path downloads, boolean hasScripts) {
        Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = find("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            System.out.println(MISSING);
            Assumptions.abort(MISSING);
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options(browser.get(), downloads, hasScripts));
    }

    private static ChromeOptions options(Path browser, Path downloads, boolean hasScripts) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--window-size=1280,900");
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "download.default_directory",
                        downloads.toAbsolutePath().toString(),
                        "download.prompt_for_download",
                        false,
                        "profile.managed_default_content_settings.javascript",
                        hasScripts ? 1 : 2));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.SEVERE);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private static Optional<Path> find(String... names) {
        List<Path> folders = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
