package quickstart;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server inside this program that keeps its objects in memory. */
record LocalS3(S3Proxy proxy) implements AutoCloseable {
    static final String BUCKET = "quickstart";
    static final String ACCESS_KEY = "local-access";
    static final String SECRET_KEY = "local-secret";

    static LocalS3 start() throws Exception {
        BlobStore store = BlobStores.create("transient-nio2", new Properties());
        store.createContainer(BUCKET);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        return new LocalS3(proxy);
    }

    String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
