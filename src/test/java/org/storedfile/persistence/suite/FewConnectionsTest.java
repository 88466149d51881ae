package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.TestContents;
import org.storedfile.storage.s3.S3Server;
import org.storedfile.storage.s3.S3Type;

/** Copies whose bytes pass through, because a checksum of them is kept, and a pool of as many connections. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FewConnectionsTest {
    private static final S3Server SERVER = start();
    private static final int CONNECTIONS = 4;

    @RegisterExtension
    static final Unit UNIT = Unit.of(Sealed.class).storage("letters", FewConnectionsTest::storage);

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    // Who finds no connection fails after a minute, four times.
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void who_reads_a_large_file_keeps_no_connection_from_who_writes_it() {
        Content large = Content.of(TestContents.bytes(11 << 20));
        List<Sealed> originals = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new Sealed(FileRef.of("letter.bin", large)))
                .toList();
        originals.forEach(UNIT::save);
        List<Sealed> copies = originals.stream()
                .map(original -> new Sealed(original.file.copy()))
                .toList();

        UNIT.commit(em -> copies.forEach(em::persist));

        assertThat(copies).allSatisfy(copy -> {
            assertThat(copy.file.isStored()).isTrue();
            assertThat(copy.checksum).isEqualTo(originals.get(0).checksum);
        });
    }

    private static Storage storage() throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
                "endpoint",
                SERVER.endpoint().toString(),
                "bucket",
                S3Server.BUCKET,
                "access-key",
                S3Server.ACCESS_KEY,
                "secret-key",
                S3Server.SECRET_KEY,
                "max-connections",
                Integer.toString(CONNECTIONS),
                "part-size",
                "5MiB"));
        StorageOptions options = new StorageOptions(name -> Optional.ofNullable(values.get(name)));
        return new S3Type().configure(options).create();
    }

    private static S3Server start() {
        try {
            return S3Server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a checksum. */
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
