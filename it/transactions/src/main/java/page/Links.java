package page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.storedfile.FileRef;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;

/** Links to files: the storage's own, and some that must not open anything. */
@Path("links")
@RequestScoped
@Produces("text/plain")
public class Links {
    static final URI BASE = URI.create("/transactions/files");
    private static final String SECRET = "for-tests-only-for-tests-only-for-tests-only";
    private static final Duration LONG_AGO = Duration.ofDays(-2);

    @PersistenceContext(unitName = "page")
    private EntityManager em;

    @GET
    @Path("{id}")
    public String links(@PathParam("id") Long id) {
        FileRef file = em.find(Paper.class, id).getFile();
        LinkOptions saved = LinkOptions.DEFAULTS.download("saved as.bin");
        Key key = Key.of(file.key());
        return new Facts()
                .put("shown", file.url())
                .put("saved", file.url(saved))
                .put(
                        "expired",
                        signer(Clock.offset(Clock.systemUTC(), LONG_AGO)).url(BASE, key, saved))
                .put(
                        "forged",
                        LinkSigner.with(new byte[LinkSigner.MIN_SECRET_BYTES])
                                .build()
                                .url(BASE, key, saved))
                .toString();
    }

    static LinkSigner signer(Clock clock) {
        return LinkSigner.with(SECRET.getBytes(StandardCharsets.UTF_8))
                .clock(clock)
                .build();
    }
}
