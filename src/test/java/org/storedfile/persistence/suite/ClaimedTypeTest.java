package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StagedUpload;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.UploadTerms;
import org.storedfile.storage.s3.Browser;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Storage;
import software.amazon.awssdk.services.s3.S3Client;

/** A client that sends a picture to the bucket, and calls it a page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimedTypeTest {
    private static final byte[] PICTURE = "\u0089PNG\r\n\u001a\n<script>".getBytes(ISO_8859_1);
    private static final S3Server SERVER = server();
    private static final S3Client CLIENT = S3Server.client(SERVER.endpoint()).build();

    @RegisterExtension
    static final Unit UNIT = Unit.of(Photo.class)
            .storage("photos", () -> S3Storage.builder(CLIENT, S3Server.BUCKET).build());

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        SERVER.close();
    }

    @Test
    void what_the_bytes_say_is_the_type_of_the_file() throws Exception {
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PICTURE));
        UploadTerms terms = new UploadTerms(PICTURE.length, "text/html", Optional.of(checksum), Duration.ofMinutes(10));
        StagedUpload upload = StoredFiles.current().staged("photos").put("front.png", terms);
        assertThat(Browser.put(upload.request(), PICTURE)).isEqualTo(200);

        Photo photo = new Photo();
        photo.file = StoredFiles.current().staged("photos").claim(upload.ticket());

        UNIT.save(photo);

        assertThat(CLIENT.headObject(request -> request.bucket(S3Server.BUCKET).key(photo.file.key()))
                        .contentType())
                .isEqualTo("image/png");
    }

    private static S3Server server() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row with a file in the bucket. */
    @Entity
    static class Photo {
        @Id
        @GeneratedValue
        Long id;

        @StoredFile(storage = "photos")
        FileRef file;
    }
}
