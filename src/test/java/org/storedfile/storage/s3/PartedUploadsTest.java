package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.FileRefusedException;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFiles;
import org.storedfile.storage.Key;
import org.storedfile.storage.PrefixStorage;
import org.storedfile.storage.Storage;
import org.storedfile.storage.UploadTerms;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** What a client sends straight to the bucket in parts. s3proxy checks the signatures. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartedUploadsTest {
    private static final int PART = 5 << 20;
    private static final byte[] FILM = new byte[2 * PART + 1000];
    private static final List<SdkHttpRequest> SENT = new ArrayList<>();

    private static S3Server server;
    private static S3Client client;
    private static S3Storage storage;
    private static StoredFiles files;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(FILM);
        server = S3Server.start();
        client = S3Server.client(server.endpoint())
                .overrideConfiguration(own -> own.addExecutionInterceptor(new Watcher()))
                .build();
        storage = S3Storage.builder(client, S3Server.BUCKET).build();
        files = StoredFiles.builder().storage("default", storage).build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void parts_that_arrive_in_any_order_and_twice_are_the_file_that_is_claimed() throws Exception {
        StagedUpload.Parts upload = begin(Optional.of(sha256(FILM)));

        assertThat(upload.requests()).hasSize(3);
        assertThat(List.of(put(upload, 2), put(upload, 0), put(upload, 1), put(upload, 0)))
                .containsOnly(200);

        FileRef file = files.staged().claim(upload.ticket());
        assertThat(file.name()).isEqualTo("film.mp4");
        assertThat(file.size()).isEqualTo(FILM.length);
        try (InputStream in = storage.read(Key.of(upload.ticket().key()))) {
            assertThat(in.readAllBytes()).isEqualTo(FILM);
        }
        assertThat(storage.find(Key.of(upload.ticket().key())).orElseThrow().contentType())
                .hasValue("video/mp4");
    }

    @Test
    void a_claim_before_all_parts_arrived_can_be_repeated() throws Exception {
        StagedUpload.Parts upload = begin(Optional.empty());
        put(upload, 0);
        put(upload, 2);

        assertThatThrownBy(() -> files.staged().claim(upload.ticket()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("only " + (PART + 1000) + " of " + FILM.length + " bytes have arrived");
        put(upload, 1);

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);
    }

    /** S3 has an empty file in parts as one empty part, so without any nothing has come. */
    @Test
    void an_empty_file_that_was_not_sent_has_not_arrived() throws Exception {
        StagedUpload.Parts upload = files.staged().parts("film.mp4", terms(0, Optional.empty()), PART);
        SENT.clear();

        assertThatThrownBy(() -> files.staged().claim(upload.ticket()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none of its parts has arrived");
        assertThat(SENT).noneMatch(request -> request.method() == SdkHttpMethod.POST);
        assertThat(Browser.put(upload.requests().get(0), new byte[0])).isEqualTo(200);

        assertThat(files.staged().claim(upload.ticket()).size()).isZero();
        assertThat(files.staged().claim(upload.ticket()).size()).isZero();
    }

    @Test
    void a_second_claim_finds_what_the_first_made() throws Exception {
        StagedUpload.Parts upload = begin(Optional.empty());
        putAll(upload);
        files.staged().claim(upload.ticket());

        assertThat(files.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);
    }

    @Test
    void a_part_of_another_size_is_refused() throws Exception {
        StagedUpload.Parts upload = begin(Optional.empty());

        assertThat(Browser.put(upload.requests().get(0), new byte[10])).isEqualTo(403);
        assertThat(Browser.put(upload.requests().get(2), new byte[1001])).isEqualTo(403);
    }

    @Test
    void other_bytes_than_were_told_are_refused_and_removed() throws Exception {
        StagedUpload.Parts upload = begin(Optional.of("0".repeat(64)));
        putAll(upload);

        assertThatThrownBy(() -> files.staged().claim(upload.ticket()))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("another checksum");

        assertThat(storage.find(Key.of(upload.ticket().key()))).isEmpty();
    }

    @Test
    void deleting_the_key_ends_the_upload() throws Exception {
        StagedUpload.Parts upload = begin(Optional.empty());
        put(upload, 0);

        storage.delete(List.of(Key.of(upload.ticket().key())));

        assertThat(client.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                        .uploads())
                .noneMatch(other -> other.key().equals(upload.ticket().key()));
        assertThatThrownBy(() -> files.staged().claim(upload.ticket())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void what_was_agreed_for_a_folder_of_the_bucket_is_stored_in_it() throws Exception {
        Storage folder = new PrefixStorage(storage, Key.of("tenant 1"));
        try (StoredFiles tenant =
                StoredFiles.builder().storage("default", folder).build()) {
            StagedUpload.Parts upload = tenant.staged().parts("film.mp4", terms(FILM.length, Optional.empty()), PART);
            putAll(upload);

            assertThat(tenant.staged().claim(upload.ticket()).size()).isEqualTo(FILM.length);
            assertThat(storage.find(Key.of("tenant 1/" + upload.ticket().key())))
                    .isPresent();
        }
    }

    @Test
    void a_file_of_6_TiB_is_agreed_upon_and_one_of_too_many_parts_is_not() throws Exception {
        UploadTerms huge = terms(6L << 40, Optional.empty());

        StagedUpload.Parts upload = files.staged().parts("film.mp4", huge, 4L << 30);

        assertThat(upload.requests()).hasSize(1536);
        assertThatThrownBy(() -> files.staged().parts("film.mp4", huge, 100L << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000 parts at most");
        assertThatThrownBy(() -> files.staged().parts("film.mp4", huge, 1024)).hasMessageContaining("5 MiB to 5 GiB");
        assertThatThrownBy(() -> files.staged().parts("film.mp4", huge, 6L << 30))
                .hasMessageContaining("5 MiB to 5 GiB");
    }

    /** S3 refuses parts without the checksum that the beginning of an upload names. */
    @Test
    void no_checksum_is_agreed_upon_that_browsers_would_have_to_send() throws Exception {
        SENT.clear();

        begin(Optional.empty());

        assertThat(SENT)
                .singleElement()
                .satisfies(request -> assertThat(request.headers().keySet())
                        .noneMatch(header ->
                                header.toLowerCase(java.util.Locale.ROOT).contains("checksum")));
    }

    @Test
    void a_server_that_is_gone_is_told() {
        try (S3Client gone = S3Server.client(java.net.URI.create("http://127.0.0.1:1"))
                .overrideConfiguration(own -> own.retryStrategy(retry -> retry.maxAttempts(1)))
                .build()) {
            Storage away = S3Storage.builder(gone, S3Server.BUCKET).build();
            StoredFiles others = StoredFiles.builder().storage("default", away).build();

            assertThatThrownBy(() -> others.staged().parts("film.mp4", terms(FILM.length, Optional.empty()), PART))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the endpoint cannot be reached");
        }
    }

    private static StagedUpload.Parts begin(Optional<String> checksum) throws IOException {
        return files.staged().parts("film.mp4", terms(FILM.length, checksum), PART);
    }

    private static UploadTerms terms(long size, Optional<String> checksum) {
        return new UploadTerms(size, "video/mp4", checksum, Duration.ofMinutes(10));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void putAll(StagedUpload.Parts upload) throws Exception {
        for (int i = 0; i < upload.requests().size(); i++) {
            assertThat(put(upload, i)).isEqualTo(200);
        }
    }

    private static int put(StagedUpload.Parts upload, int number) throws Exception {
        int from = number * (int) upload.partSize();
        int to = Math.min(FILM.length, from + (int) upload.partSize());
        return Browser.put(upload.requests().get(number), Arrays.copyOfRange(FILM, from, to));
    }

    /** Writes down what the client sends. */
    private static final class Watcher implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            SENT.add(context.httpRequest());
        }
    }
}
