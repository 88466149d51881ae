package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

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
    // Servers keep one or two a while, in caches and on the stacks of idle threads; a leak would keep all.
    private static final int KEPT_BY_SERVERS = 2;

    @Test
    void no_thread_client_or_class_loader_is_left(Server server) throws Exception {
        Application application = RunningServer.applications().get(0);
        use(server);

        for (int i = 0; i < TIMES; i++) {
            server.undeploy(application.name());
            server.deploy(application);
            use(server);
        }

        Page page = new Page(server);
        forgetLastTasks(page);
        Map<String, String> left = page.ask("deployments");
        System.out.println("redeployment: " + left);
        assertThat(left).containsEntry("remembered", String.valueOf(TIMES + 1)).containsEntry("threadsOfOld", "");
        assertThat(Integer.parseInt(left.get("alive"))).isLessThanOrEqualTo(KEPT_BY_SERVERS);
        assertThat(Integer.parseInt(left.get("clientThreads"))).isLessThanOrEqualTo(1);
    }

    // An idle worker thread of WildFly still has the last request on its stack, and so the application.
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
