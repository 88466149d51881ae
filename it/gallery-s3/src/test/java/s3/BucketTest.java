package s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;
import server.tests.GalleryClient;
import server.tests.RunningServer;
import server.tests.Samples;

/** The gallery with a bucket; besides what it does with every storage. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class BucketTest {
    private GalleryClient client;

    @BeforeEach
    void open(Server server) {
        client = new GalleryClient(server.address("gallery"));
    }

    @Test
    void a_file_and_its_variants_lie_in_the_bucket_until_its_item_is_removed() throws Exception {
        int before = Bucket.keys().size();

        client.add("In a bucket", "bucket.png", Samples.picture(61));

        assertThat(Bucket.keys())
                .hasSize(before + 4)
                .anyMatch(key -> key.matches("gallery/.*/bucket_[a-z0-9]{12}-640x480.png"))
                .anyMatch(key -> key.contains(".png~thumb."));
        client.remove(client.newest());
        assertThat(Bucket.keys()).hasSize(before);
    }

    @Test
    void browsers_get_it_from_the_bucket_by_a_link_that_the_page_allows() throws Exception {
        byte[] picture = Samples.picture(62);
        client.add("Linked", "linked.png", picture);
        String item = client.newest();

        String link = client.download(item);
        String policy = client.call("GET", item, BodyPublishers.noBody(), "Accept", "text/html")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();

        assertThat(link).startsWith("http://127.0.0.1:").contains("X-Amz-Signature=");
        assertThat(policy).contains("img-src 'self' blob: " + link.substring(0, link.indexOf("/pictures/")));
        assertThat(client.get(link).body()).isEqualTo(picture);
        assertThat(client.get(link.replace("X-Amz-Signature=", "X-Amz-Signature=0"))
                        .statusCode())
                .isEqualTo(403);
    }
}
