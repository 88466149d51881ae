package org.storedfile.persistence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.storage.s3.S3MockServer;
import org.storedfile.storage.s3.S3Server;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is many times as large as the heap goes through it, from an entity to a storage and back. All works are done by
 * one JVM, in the order that comes.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PeakMemoryTest {
    @TempDir
    static Path folder;

    private static S3MockServer server;
    private static SmallJvm jvm;

    @BeforeAll
    static void start() throws IOException {
        server = S3MockServer.start();
        try (S3Client client = S3Server.client(server.endpoint()).build()) {
            client.createBucket(request -> request.bucket(S3Server.BUCKET));
        }
        jvm = new SmallJvm("-Xmx48m", LargeFiles.class, server.endpoint().toString(), folder.toString());
    }

    @AfterAll
    static void stop() {
        jvm.close();
        server.close();
    }

    @Test
    void a_file_goes_from_disk_to_s3() throws IOException {
        jvm.does("file s3");
    }

    @Test
    void a_file_goes_from_disk_to_s3_by_the_crt() throws IOException {
        jvm.does("file crt");
    }

    @Test
    void a_stream_of_unknown_length_goes_to_s3() throws IOException {
        jvm.does("stream s3");
    }

    @Test
    void a_stream_of_unknown_length_goes_to_s3_by_the_crt() throws IOException {
        jvm.does("stream crt");
    }

    @Test
    void a_stream_of_unknown_length_goes_to_a_folder() throws IOException {
        jvm.does("stream folder");
    }

    @Test
    void many_streams_of_several_flushes_go_to_s3_at_once() throws IOException {
        jvm.does("streams s3");
    }

    @Test
    void many_streams_of_several_flushes_go_to_s3_by_the_crt_at_once() throws IOException {
        jvm.does("streams crt");
    }

    @Test
    void many_streams_of_several_flushes_go_to_a_folder_at_once() throws IOException {
        jvm.does("streams folder");
    }

    @Test
    void a_file_is_read_from_s3() throws IOException {
        jvm.does("read s3");
    }

    @Test
    void a_file_is_read_from_a_folder() throws IOException {
        jvm.does("read folder");
    }

    @Test
    void a_file_is_served_from_s3() throws IOException {
        jvm.does("serve s3");
    }

    @Test
    void a_file_is_served_from_a_folder() throws IOException {
        jvm.does("serve folder");
    }

    @Test
    void a_copy_goes_from_s3_to_a_folder() throws IOException {
        jvm.does("copy s3 folder");
    }

    @Test
    void a_copy_goes_from_a_folder_to_s3() throws IOException {
        jvm.does("copy folder s3");
    }

    @Test
    void maintenance_moves_a_file_from_s3_to_a_folder() throws IOException {
        jvm.does("move s3 folder");
    }

    @Test
    void maintenance_moves_a_file_from_a_folder_to_s3() throws IOException {
        jvm.does("move folder s3");
    }
}
