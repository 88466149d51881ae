package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Application;
import server.Server;
import server.ServerJvm;

/** What is left of the gallery, with its pictures, media types, servlets and sessions, after redeployments. */
@Tag("gallery")
@EnabledIfSystemProperty(named = "server.gallery.redeployed", matches = "true")
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class GalleryRedeploymentTest {
    private static final Application GALLERY = RedeploymentTest.application("gallery");
    // A leak leaves all six.
    private static final long MOST = 1 + Remains.KEPT + 1;

    @BeforeAll
    static void redeploy(Server server) throws Exception {
        use(server);
        for (int i = 0; i < RedeploymentTest.TIMES; i++) {
            server.undeploy(GALLERY.name());
            server.deploy(GALLERY);
            use(server);
        }
    }

    @Test
    @Tag("gallery-class-loader")
    void its_classes_go_with_it(Server server) throws Exception {
        long copies = copies(server);

        System.out.println("redeployment of the gallery: " + copies + " copies of its classes");
        assertThat(copies).isBetween(1L, MOST);
    }

    @Test
    void what_the_library_opened_for_it_is_closed(Server server) throws Exception {
        LivingObjects.assertOnlyOfRunning(new Page(server));
    }

    private static void use(Server server) throws Exception {
        GalleryClient client = new GalleryClient(server.address(GALLERY.name()));
        client.add("Redeployed", "redeployed.jpg", Samples.picture(80, 640, 480, "jpg"));
        client.add("", "kept.png", Samples.picture(81));
        String item = client.newest();
        for (String thumbnail :
                GalleryPicturesTest.addresses(GalleryClient.first(GalleryPicturesTest.CARD, client.page("")))) {
            assertThat(client.get(thumbnail).statusCode()).isEqualTo(200);
        }
        assertThat(client.get(client.download(item)).statusCode()).isEqualTo(200);
        assertThat(client.get("api/" + item).statusCode()).isEqualTo(200);
        client.remove(item);
    }

    // Idle threads of the server keep what they did last, see RedeploymentTest.
    private static long copies(Server server) throws Exception {
        Instant end = Instant.now().plus(RedeploymentTest.PATIENCE);
        long copies;
        do {
            RedeploymentTest.forgetLastTasks(new Page(server));
            copies = ServerJvm.copies("gallery.Item");
        } while (copies > 1 + Remains.KEPT && Instant.now().isBefore(end));
        return copies;
    }
}
