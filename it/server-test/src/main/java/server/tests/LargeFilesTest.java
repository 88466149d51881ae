package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Application;
import server.Server;

/** Files that go to S3 in parts. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class LargeFilesTest {
    private static final Application APPLICATION = RedeploymentTest.application("transactions");
    private static final int PART = 5 << 20;
    private static final byte[] FILE = new byte[24 << 20];

    static {
        new Random(1).nextBytes(FILE);
    }

    private Uploads uploads;
    private int parts;

    @BeforeEach
    void count(ObjectServer bucket) {
        uploads = bucket.uploads();
        parts = uploads.parts();
    }

    @Test
    void one_from_a_form_goes_in_parts_and_comes_back_byte_for_byte(Server server) throws Exception {
        Page page = new Page(server);

        String id = page.uploadLarge(FILE).join();

        assertThat(uploads.parts() - parts).isEqualTo(5);
        assertThat(uploads.keys().values()).noneMatch(page::owns);
        assertThat(sha256(page.downloadLarge(id))).isEqualTo(sha256(FILE));
    }

    @Test
    void threads_of_the_server_send_the_parts_and_none_of_the_library(Server server) throws Exception {
        Page page = new Page(server);
        CompletableFuture<String> upload;
        Map<String, String> threads;
        uploads.hold(true);
        try {
            upload = page.uploadLarge(Arrays.copyOf(FILE, 2 * PART + 1));
            awaitParts(2);

            threads = page.ask("threads");
        } finally {
            uploads.hold(false);
        }

        System.out.println("threads of parts: " + threads.get("parts"));
        assertThat(upload.join()).isNotEmpty();
        assertThat(threads).containsEntry("own", "[]");
        assertThat(threads.get("parts")).as("two at least").contains(", ");
    }

    @Test
    void a_client_that_goes_away_in_the_middle_of_one_leaves_nothing(Server server, ObjectServer bucket)
            throws Exception {
        Page page = new Page(server);
        URI home = server.address(APPLICATION.name());
        Wire wire = new Wire(home, new GalleryClient(home));

        wire.leaveBody(page.large(), Arrays.copyOf(FILE, 2 * PART + 1), FILE.length, () -> awaitParts(1));

        uploads.await(now -> now.keys().values().stream().noneMatch(page::owns));
        assertThat(bucket.keys()).noneMatch(page::owns);
    }

    // Payara Micro undeploys nothing, and Open Liberty waits a minute for the request.
    @Test
    @EnabledIfSystemProperty(named = "server.family", matches = "wildfly|glassfish")
    void the_reaper_removes_one_whose_application_was_undeployed_in_the_middle(Server server, ObjectServer bucket)
            throws Exception {
        Page page = new Page(server);
        CompletableFuture<Boolean> isStored;
        uploads.hold(true);
        try {
            isStored = page.uploadLarge(FILE).handle((id, failure) -> failure == null);
            awaitParts(2);
            server.undeploy(APPLICATION.name());
        } finally {
            uploads.hold(false);
        }
        assertThat(isStored.join()).isFalse();
        server.deploy(APPLICATION);
        // In an EAR the first flush opens the journal.
        page.run("scenarios/commit");

        Map<String, String> reaped = page.run("reaped");

        System.out.println("undeployed in the middle of an upload: " + reaped);
        assertThat(uploads.keys().values()).noneMatch(page::owns);
        assertThat(bucket.keys()).noneMatch(page::owns);
    }

    private void awaitParts(int count) throws InterruptedException {
        uploads.await(now -> now.parts() - parts >= count);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
