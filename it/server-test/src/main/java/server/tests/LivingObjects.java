package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import server.ServerJvm;

/**
 * For how many deployments, of any application, there are objects that the library makes at the start of one and gives up
 * at its end: where a server keeps the classes of all deployments, it keeps none of these objects.
 */
record LivingObjects(Map<String, Long> owners) {
    private static final String FILES = "org.storedfile.StoredFiles";
    private static final List<String> CLASSES = List.of(
            FILES,
            "org.storedfile.journal.Journal",
            "org.storedfile.persistence.UnitJournal",
            "org.storedfile.persistence.TransactionFiles",
            "org.storedfile.storage.s3.S3Storage",
            "software.amazon.awssdk.services.s3.DefaultS3Client");

    /**
     * Asserts that there are some for the running applications, and for not many more deployments, when the server's idle
     * threads have done something else.
     */
    static void assertOnlyOfRunning(Page page) throws IOException, InterruptedException {
        long most = running() + Remains.KEPT;
        Instant end = Instant.now().plus(RedeploymentTest.PATIENCE);
        LivingObjects now;
        do {
            RedeploymentTest.forgetLastTasks(page);
            now = now();
        } while (!now.isBounded(most) && Instant.now().isBefore(end));
        System.out.println("living objects: " + now.owners);
        assertThat(now.owners.get(FILES)).isGreaterThanOrEqualTo(running());
        assertThat(now.owners)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(most));
    }

    private static LivingObjects now() throws IOException, InterruptedException {
        Map<String, Long> owners = new TreeMap<>();
        for (String name : CLASSES) {
            owners.put(name, ServerJvm.owners(name));
        }
        return new LivingObjects(owners);
    }

    private boolean isBounded(long most) {
        return owners.values().stream().allMatch(count -> count <= most);
    }

    // Those with the library.
    private static long running() {
        return RunningServer.applications().stream()
                .filter(application -> !application.name().equals("plain"))
                .count();
    }
}
