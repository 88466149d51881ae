package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Application;
import server.Server;

/** What is left in the server of an application that was deployed again and again. */
@Tag("redeployment")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class RedeploymentTest {
    private static final int TIMES = 5;
    private static final int WORKERS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    // H2's driver, which the server has, makes an exception once and keeps it: with the classes of the application that
    // came first on its stack trace.
    private static final List<String> KEPT_BY_THE_DRIVER = List.of("[]", "[1]");

    @Test
    void no_thread_client_or_class_loader_is_left(Server server) throws Exception {
        Application application = RunningServer.applications().get(0);
        use(server);

        for (int i = 0; i < TIMES; i++) {
            server.undeploy(application.name());
            server.deploy(application);
            use(server);
        }

        Map<String, String> left = left(new Page(server));
        System.out.println("redeployment: " + left);
        assertThat(left).containsEntry("remembered", String.valueOf(TIMES + 1)).containsEntry("threadsOfOld", "");
        assertThat(left.get("alive")).isIn(KEPT_BY_THE_DRIVER);
        assertThat(Integer.parseInt(left.get("clientThreads"))).isLessThanOrEqualTo(1);
    }

    // An idle thread of a server still has its last task on its stack, and so the application: until it gets another
    // one, or ends.
    private static Map<String, String> left(Page page) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        Map<String, String> left;
        do {
            forgetLastTasks(page);
            left = page.ask("deployments");
        } while (!KEPT_BY_THE_DRIVER.contains(left.get("alive"))
                && Instant.now().isBefore(end));
        return left;
    }

    private static void forgetLastTasks(Page page) {
        IntStream.range(0, WORKERS)
                .mapToObj(i -> page.uploadAndDownload(new byte[1]))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static void use(Server server) throws Exception {
        Page page = new Page(server);
        page.ask("deployments/remember");
        page.run("scenarios/replace-and-commit");
        page.run("scenarios/rollback");
    }
}
