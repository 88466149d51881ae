package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final int TIMES = 5;
    private static final int WORKERS = 40;
    static final Duration PATIENCE = Duration.ofSeconds(90);
    // Heap dumps show: H2's driver, which the server has, keeps the first one, by the stack trace of an exception; an
    // idle thread of the server, or a cache of the JDK's (ObjectMethods.OBJECT_EQ), one more. A leak leaves them all.
    static final int KEPT = 2;

    @Test
    @Tag("redeployment")
    void no_thread_client_or_class_loader_is_left(Server server, ObjectServer objects) throws Exception {
        int before = objects.requests();
        Map<String, String> left =
                redeployed(server, application("transactions"), RedeploymentTest::use, RedeploymentTest::isBounded);

        System.out.println("redeployment: " + left);
        assertThat(left).containsEntry("remembered", String.valueOf(TIMES + 1)).containsEntry("threadsOfOld", "");
        assertThat(left.get("alive")).matches(RedeploymentTest::isBounded);
        assertThat(Integer.parseInt(left.get("clientThreads"))).isLessThanOrEqualTo(1);
        assertThat(objects.requests() - before).isGreaterThanOrEqualTo(ObjectServer.isUsed() ? TIMES + 1 : 0);
    }

    /** For servers that keep applications or threads, or whose provider does. */
    @Test
    @Tag("redeployment-beside-plain")
    void no_more_is_left_than_of_an_application_without_the_library(Server server, ObjectServer objects)
            throws Exception {
        int before = objects.requests();
        Map<String, String> plain = redeployed(server, application("plain"), RedeploymentTest::usePlain, alive -> true);
        Map<String, String> left = redeployed(
                server, application("transactions"), RedeploymentTest::use, alive -> count(alive) <= bound(plain));

        System.out.println("redeployment: " + left + ", without the library: " + plain);
        assertThat(left).containsEntry("remembered", String.valueOf(TIMES + 1));
        assertThat(threadsOfOld(plain)).containsAll(threadsOfOld(left));
        assertThat(count(left.get("alive"))).isLessThanOrEqualTo(bound(plain));
        assertThat(Integer.parseInt(left.get("clientThreads"))).isLessThanOrEqualTo(1);
        assertThat(objects.requests() - before).isGreaterThanOrEqualTo(ObjectServer.isUsed() ? TIMES + 1 : 0);
    }

    /** What an application does in a deployment. */
    private interface Use {
        void of(Page page) throws Exception;
    }

    private static Map<String, String> redeployed(
            Server server, Application application, Use use, Predicate<String> isEnough) throws Exception {
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
    }

    private static void usePlain(Page page) throws Exception {
        page.run("first");
        page.run("notes");
        page.run("settings");
    }

    // An idle thread of a server still has its last task on its stack, and so the application: until it gets another
    // one, or ends.
    private static Map<String, String> left(Server server, Application application, Predicate<String> isEnough)
            throws Exception {
        Page page = new Page(server, application.name());
        Instant end = Instant.now().plus(PATIENCE);
        Map<String, String> left;
        do {
            forgetLastTasks(new Page(server));
            left = page.ask("deployments");
        } while (!isEnough.test(left.get("alive")) && Instant.now().isBefore(end));
        return left;
    }

    static void forgetLastTasks(Page page) {
        IntStream.range(0, WORKERS)
                .mapToObj(i -> page.uploadAndDownload(new byte[1]))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /**
     * Returns the names of the threads that old deployments left, without their numbers. Not those of the server's own
     * executor, which it makes in the context of whoever needs one more, and keeps.
     */
    private static Set<String> threadsOfOld(Map<String, String> left) {
        return Stream.of(left.get("threadsOfOld").split(", "))
                .filter(name -> !name.isEmpty() && !name.startsWith("concurrent/__default"))
                .map(name -> name.replaceAll("[0-9]+", "1"))
                .collect(Collectors.toSet());
    }

    private static int bound(Map<String, String> plain) {
        return Math.max(KEPT, count(plain.get("alive")));
    }

    private static boolean isBounded(String alive) {
        return count(alive) <= KEPT;
    }

    // Of a list such as [2, 3].
    private static int count(String list) {
        return list.equals("[]") ? 0 : list.split(",").length;
    }
}
