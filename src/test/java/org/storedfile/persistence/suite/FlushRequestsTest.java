package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.UploadTerms;
import org.storedfile.storage.s3.Browser;
import org.storedfile.storage.s3.Relay;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/** How many requests a transaction makes that stores one file in a bucket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FlushRequestsTest {
    private static final byte[] TEXT = "a letter".getBytes(US_ASCII);
    private static final S3Server SERVER = server();
    private static final Relay RELAY = relay();
    private static final S3Client CLIENT = S3Server.client(RELAY.endpoint()).build();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Letter.class, Sealed.class)
            .storage("letters", () -> S3Storage.builder(CLIENT, S3Server.BUCKET).build())
            // No reaper that happens to remove something meanwhile.
            .files(builder -> builder.journal(
                    JournalSettings.builder().interval(Duration.ZERO).build()));

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        RELAY.close();
        SERVER.close();
    }

    @BeforeEach
    void forget() {
        RELAY.requests().clear();
    }

    @Test
    void a_new_file_takes_one() {
        UNIT.save(new Letter(FileRef.of("letter.txt", TEXT)));

        assertThat(requests()).containsExactly("PUT letter");
    }

    /** Its first bytes for the type, its size for how it is copied, whether the key is free, and the copy. */
    @Test
    void a_claimed_one_takes_four_whatever_else_the_row_keeps_of_it() throws Exception {
        FileRef claimed = claimed();

        Letter letter = UNIT.save(new Letter(claimed));

        assertThat(requests()).containsExactly("GET staged", "HEAD staged", "HEAD letter", "PUT letter");
        assertThat(letter.type).isEqualTo("text/plain");
        assertThat(letter.size).isEqualTo(TEXT.length);
    }

    /** The bucket makes its copies unseen. */
    @Test
    void one_whose_checksum_the_row_keeps_is_read_and_sent() throws Exception {
        FileRef claimed = claimed();

        UNIT.save(new Sealed(claimed));

        assertThat(requests()).containsExactly("GET staged", "PUT letter");
    }

    private static FileRef claimed() throws Exception {
        UploadTerms terms = new UploadTerms(TEXT.length, "text/plain", Optional.empty(), Duration.ofMinutes(10));
        StagedUpload upload = StoredFiles.current().staged("letters").put("letter.txt", terms);
        assertThat(Browser.put(upload.request(), TEXT)).isEqualTo(200);
        FileRef claimed = StoredFiles.current().staged("letters").claim(upload.ticket());
        RELAY.requests().clear();
        return claimed;
    }

    private static List<String> requests() {
        return RELAY.requests().stream()
                .map(request -> request.substring(0, request.indexOf(' '))
                        + (request.contains("/staged/") ? " staged" : " letter"))
                .toList();
    }

    private static S3Server server() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Relay relay() {
        try {
            return new Relay(SERVER.endpoint());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what a storage tells of a file. */
    @Entity(name = "Letter")
    public static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "letters", sizeAttribute = "size", contentTypeAttribute = "type", nameAttribute = "name")
        FileRef file;

        Long size;
        String type;
        String name;

        Letter() {}

        Letter(FileRef file) {
            this.file = file;
        }
    }

    /** Keeps the checksum as well. */
    @Entity(name = "Sealed")
    public static class Sealed {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "letters", checksumAttribute = "checksum")
        FileRef file;

        String checksum;

        Sealed() {}

        Sealed(FileRef file) {
            this.file = file;
        }
    }
}
