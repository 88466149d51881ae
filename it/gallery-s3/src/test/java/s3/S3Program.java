package s3;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 server that checks signatures. Prints its port, and ends when nobody can type any more. */
public final class S3Program {
    private S3Program() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", arguments[0]);
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Bucket.ACCESS_KEY, Bucket.SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .corsRules(pages())
                .build();
        server.start();
        System.out.println("port " + server.getPort());
        while (System.in.read() >= 0) {
            // Whoever started it lives.
        }
        server.stop();
    }

    // As the bucket of a gallery has them: its pages may send files, and read no answer but that they arrived.
    private static CrossOriginResourceSharing pages() {
        return new CrossOriginResourceSharing(
                List.of("http://localhost:[0-9]+"),
                List.of("PUT", "POST"),
                List.of("content-type", "if-none-match", "x-amz-checksum-sha256"),
                List.of(),
                "false");
    }
}
