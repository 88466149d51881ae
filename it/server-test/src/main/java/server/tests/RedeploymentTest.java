package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Application;
import server.Server;

/** What is left in the server of an application that was deployed again and again. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class RedeploymentTest {
    static final int TIMES = 5;
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int WORKERS = 40;
    private static final byte[] TWO_PARTS = new byte[(5 << 20) + 1];

    private int requests;

    @BeforeEach
    void count(ObjectServer buckets) {
        requests = buckets.requests();
    }

    @AfterEach
    void each_deployment_asked_S3_and_closed_what_the_library_opened(Server server, ObjectServer buckets)
            throws Exception {
        assertThat(buckets.requests() - requests).isGreaterThanOrEqualTo(ObjectServer.isUsed() ? TIMES + 1 : 0);
        LivingObjects.assertOnlyOfRunning(new Page(server));
    }

    @Test
    @Tag("redeployment")
    void no_thread_client_or_class_loader_is_left(Server server) throws Exception {
        Remains left = redeployed(
                server,
                application("transactions"),
                RedeploymentTest::use,
                remains -> isBounded(remains, Remains.KEPT)
                        && remains.threads().isEmpty()
                        && remains.clientThreads() <= 1);

        System.out.println("redeployment: " + left);
        assertThat(left.remembered()).isEqualTo(TIMES + 1);
        assertThat(left.threads()).isEmpty();
        assertThat(left.loaders()).isLessThanOrEqualTo(Remains.KEPT);
        assertThat(left.clientThreads()).isLessThanOrEqualTo(1);
    }

    /** For servers that keep applications or threads, or whose provider does. */
    @Test
    @Tag("redeployment-beside-plain")
    void no_more_is_left_than_of_an_application_without_the_library(Server server) throws Exception {
        Remains plain = redeployed(server, application("plain"), RedeploymentTest::usePlain, remains -> true);
        int loaders = Math.max(Remains.KEPT, plain.loaders());
        Remains left = redeployed(
                server, application("transactions"), RedeploymentTest::use, remains -> isBounded(remains, loaders));

        System.out.println("redeployment: " + left + ", without the library: " + plain);
        assertThat(left.remembered()).isEqualTo(TIMES + 1);
        assertThat(left.threads())
                .allSatisfy((name, count) -> assertThat(count)
                        .as("threads like '%s'", name)
                        .isLessThanOrEqualTo(plain.threads().getOrDefault(name, 0L) + Remains.KEPT))
                .noneSatisfy(
                        (name, count) -> assertThat(name).matches("stored-file.*|sdk-.*|idle-connection-reaper.*"));
        assertThat(left.loaders()).isLessThanOrEqualTo(loaders);
        assertThat(left.clientThreads()).isLessThanOrEqualTo(1);
    }

    /** What an application does in a deployment. */
    private interface Use {
        void of(Page page) throws Exception;
    }

    private static Remains redeployed(Server server, Application application, Use use, Predicate<Remains> isEnough)
            throws Exception {
        use(server, application, use);
        for (int i = 0; i < TIMES; i++) {
            server.undeploy(application.name());
            server.deploy(application);
            use(server, application, use);
        }
        return left(server, application, isEnough);
    }

    static Application application(String name) {
        return RunningServer.applications().stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("server.applications has no '" + name + "'"));
    }

    private static void use(Server server, Application application, Use use) throws Exception {
        Page page = new Page(server, application.name());
        page.ask("deployments/remember");
        use.of(page);
    }

    private static void use(Page page) throws Exception {
        page.run("scenarios/replace-and-commit");
        page.run("scenarios/rollback");
        page.run("configuration/ask");
        page.sendLarge(TWO_PARTS);
    }

    private static void usePlain(Page page) throws Exception {
        page.run("first");
        page.run("notes");
        page.run("settings");
    }

    // An idle thread of a server still has its last task on its stack, and so the application: until it gets another
    // one, or ends.
    private static Remains left(Server server, Application application, Predicate<Remains> isEnough) throws Exception {
        Page page = new Page(server, application.name());
        Instant end = Instant.now().plus(PATIENCE);
        Remains left;
        do {
            forgetLastTasks(new Page(server));
            left = new Remains(page.ask("deployments"));
        } while (!isEnough.test(left) && Instant.now().isBefore(end));
        return left;
    }

    static void forgetLastTasks(Page page) {
        IntStream.range(0, WORKERS)
                .mapToObj(i -> page.uploadAndDownload(new byte[1]))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static boolean isBounded(Remains left, int loaders) {
        return left.loaders() <= loaders;
    }
}
