package org.storedfile.storage.s3;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

    @Override
    URI endpoint() {
        return server.endpoint();
    }
}
