package server.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MissingJdkTest {
    private static final Map<String, String> SERVER = Map.of(
            "server.name", "payara99", "server.family", "glassfish", "server.archive", "none.zip", "server.jdk", "99");

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void describe() {
        SERVER.forEach(System::setProperty);
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void forget() {
        System.setOut(out);
        SERVER.keySet().forEach(System::clearProperty);
    }

    @Test
    void a_server_without_its_JDK_is_skipped_with_one_line_that_says_how_to_get_it() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(ConfigurationTest.class), selectClass(RequestsTest.class))
                .build();

        LauncherFactory.create().execute(tests, listener);

        assertThat(listener.getSummary().getContainersAbortedCount()).isEqualTo(2);
        assertThat(listener.getSummary().getTotalFailureCount()).isZero();
        assertThat(printed.toString(UTF_8).lines())
                .containsExactly("skipped: payara99 needs JDK 99: set JAVA99_HOME, name it in"
                        + " Maven's toolchains.xml, or install it as /usr/lib/jvm/temurin-99-jdk");
    }
}
