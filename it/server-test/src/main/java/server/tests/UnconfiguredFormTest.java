package server.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import server.Server;

/** A form for a servlet that lacks {@code @MultipartConfig}: the fault of whoever wrote it, and not of whoever sent it. */
@ExtendWith(RunningServer.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class UnconfiguredFormTest {
    @Test
    void the_servlet_is_told_what_it_lacks(Server server) throws Exception {
        GalleryClient client = new GalleryClient(server.address("transactions"));
        Multipart form = new Multipart().text("title", "Any").file("files", "a.txt", new byte[] {65});

        assertThat(client.send("unconfigured", form).body())
                .isEqualTo("java.lang.IllegalStateException: the servlet takes no forms: give it @MultipartConfig, or"
                        + " <multipart-config> in web.xml");
    }
}
