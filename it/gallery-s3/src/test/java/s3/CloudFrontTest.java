package s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Samples;

/** The gallery with a domain of CloudFront in front of the bucket, whose links are signed and have names. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class CloudFrontTest {
    private static final String OPTION = "storedfile.storages.default.";

    private static Variation gallery;

    @BeforeAll
    static void deploy(Server server) throws Exception {
        gallery = Variation.deploy(
                server,
                "cloudfront",
                List.of(
                        OPTION + "custom-domain=" + Bucket.domain(),
                        OPTION + "cloudfront-key-id=K2JCJMDEHXQW5F",
                        OPTION + "cloudfront-private-key=" + privateKey()));
    }

    @AfterAll
    static void undeploy() throws Exception {
        if (gallery != null) {
            gallery.close();
        }
    }

    @Test
    void what_a_page_opens_and_saves_comes_from_the_domain_with_its_name() throws Exception {
        GalleryClient client = new GalleryClient(gallery.home());
        client.add("Distributed", "distributed.png", Samples.picture(65));
        String item = client.newest();

        String saved = client.download(item);
        String opened = client.opened(item);
        client.remove(item);

        // Nobody is here who checks the signature of CloudFront.
        assertThat(List.of(saved, opened))
                .allMatch(link -> link.startsWith(Bucket.domain() + "/gallery/"))
                .allMatch(link -> link.contains("Signature=") && link.contains("Key-Pair-Id=K2JCJMDEHXQW5F"));
        assertThat(saved).contains("response-content-disposition=attachment").contains("distributed.png");
        assertThat(opened).contains("response-content-disposition=inline").contains("distributed.png");
    }

    @Test
    void pages_allow_uploads_to_the_bucket() throws Exception {
        HttpResponse<String> page =
                new GalleryClient(gallery.home()).call("GET", "add", BodyPublishers.noBody(), "Accept", "text/html");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("connect-src 'self' " + Bucket.endpoint() + ";");
    }

    private static String privateKey() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----" + Base64.getEncoder().encodeToString(key) + "-----END PRIVATE KEY-----";
    }
}
