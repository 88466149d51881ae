package org.storedfile.storage.s3;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Adobe S3Mock, as a second opinion. */
class S3MockContractTest extends S3ContractTest {
    private static S3MockServer server;

    @BeforeAll
    static void start() throws Exception {
        server = S3MockServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }
}
