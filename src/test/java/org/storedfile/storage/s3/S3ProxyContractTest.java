package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Key;
import org.storedfile.storage.Storage;

/** The contract on s3proxy, which checks signatures, checksums and conditions. */
class S3ProxyContractTest extends S3ContractTest {
    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    // s3proxy keeps objects as files, and answers 500 where a file would have to be a folder.
    @Override
    @Test
    public void nothing_lies_below_an_object() {
        Assumptions.abort("s3proxy cannot look below a file");
    }

    @Override
    @Test
    public void deleting_what_is_not_there_is_fine() throws Exception {
        Storage storage = newStorage();

        assertThatCode(() -> storage.delete(List.of(Key.of("never/was.txt"), Key.of("nor this"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> storage.delete(List.of())).doesNotThrowAnyException();
    }

    // Without "..", which s3proxy answers with 400.
    @Override
    @ParameterizedTest
    @ValueSource(
            strings = {"abcd", "A", "/", "/a", "//", "abc//", "abc/.", "abc/..", "abc/../a", "../", "*", "\\", "\0"})
    public void a_prefix_that_no_key_starts_with_lists_nothing(String prefix) throws Exception {
        super.a_prefix_that_no_key_starts_with_lists_nothing(prefix);
    }

    @Override
    public Scale scale() {
        return "full".equals(System.getProperty("storedfile.test.scale")) ? Scale.FULL : super.scale();
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }
}
