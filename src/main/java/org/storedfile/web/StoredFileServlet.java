package org.storedfile.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFiles;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.LinkCheck;
import org.storedfile.storage.LinkOptions;

/**
 * Serves what signed links lead to, of all storages that sign links, and nothing else. Map it to a folder, such as
 * {@code /files/*}, and give its public address, or the path of it, to the storages as {@code base-url}; or set the
 * context parameter {@value #MAPPING} to {@code /files/*}, and it is mapped without further ado.
 *
 * <p>The init parameter {@value #INLINE} adds media types, parted by commas, to those that browsers may show. Answers:
 * 200, 206 and 304 as {@link FileResponse} gives them; 403 if the link was not signed here or was changed, whether or
 * not there is such a file; 404 if the file was removed; 410 if the link has expired; 500 if the storage fails, which is
 * logged. Thread safe.
 */
public class StoredFileServlet extends HttpServlet {
    /** The context parameter with the mapping. */
    public static final String MAPPING = "storedfile.servlet";

    /** The init parameter with the media types that browsers may show besides the safe ones. */
    public static final String INLINE = "inline";

    private static final System.Logger LOG = System.getLogger(StoredFileServlet.class.getName());

    private static final int MOST_KNOWN = 4096;

    @Serial
    private static final long serialVersionUID = 1;

    private final transient @Nullable StoredFiles files;
    private transient InlineTypes inlineTypes = InlineTypes.SAFE;
    private final transient KnownLinks links = new KnownLinks(MOST_KNOWN, Clock.systemUTC());
    private final transient KnownObjects objects = new KnownObjects(MOST_KNOWN);
    private final transient FileStreams streams = new FileStreams();

    /** Creates one for the application's {@link StoredFiles#current}. */
    public StoredFileServlet() {
        this.files = null;
    }

    /** Creates one for the storages of {@code files}. */
    public StoredFileServlet(StoredFiles files) {
        this.files = files;
    }

    @Override
    public void init() {
        Optional.ofNullable(getInitParameter(INLINE))
                .ifPresent(types -> inlineTypes = inlineTypes.and(List.of(types.split(",", -1))));
    }

    /** Lets the storages go: a server may keep servlets of applications that have ended. */
    @Override
    public void destroy() {
        links.forget();
        objects.forget();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FileRequest asked = new ServletRequestHeaders(request);
        ServletExchange exchange = new ServletExchange(request, response, streams);
        Optional<FileAnswer> other = Refusals.other(asked);
        if (other.isPresent()) {
            exchange.send(other.get(), asked);
            return;
        }
        String what = "what a link leads to";
        try {
            SignedFile signed = links.check(files(), path(request), query(request));
            what = signed.link().map(link -> "'" + link.key() + "'").orElse(what);
            exchange.send(answer(signed, asked), asked);
        } catch (IOException | RuntimeException e) { // a storage may be an application's own, and throw anything
            if (response.isCommitted()) {
                throw e; // so that the container breaks the connection, and nobody takes the half for the whole
            }
            // Nobody catches it but the container, which may show it to the client.
            LOG.log(Level.ERROR, "could not serve " + what, e);
            response.resetBuffer();
            exchange.send(Refusals.failed(asked), asked);
        }
    }

    private FileAnswer answer(SignedFile signed, FileRequest asked) throws IOException {
        if (signed.link().isPresent()) {
            return response(signed, signed.link().get()).answer(asked);
        }
        return signed.isExpired() ? Refusals.expired(asked) : Refusals.forged(asked);
    }

    private FileResponse response(SignedFile signed, LinkCheck.Valid link) throws IOException {
        LinkOptions options = link.options();
        Duration life = Duration.between(Clock.systemUTC().instant(), link.expires());
        FileResponse file = new FileResponse(signed.source())
                .inlineTypes(inlineTypes)
                .objects(objects)
                .redirect(life.toSeconds() < 1 ? Duration.ofSeconds(1) : life)
                .immutable(life)
                // The link is the permission, wherever the page is that shows it.
                .resourcePolicy("cross-origin");
        options.fileName().ifPresent(file::fileName);
        options.contentType().ifPresent(file::contentType);
        return options.attachment() ? file.attachment() : file;
    }

    private StoredFiles files() {
        StoredFiles given = files;
        return given != null ? given : StoredFiles.current();
    }

    // As it was sent: containers decode paths in different ways.
    private static String path(HttpServletRequest request) {
        String mapped =
                request.getContextPath() + (request.getPathInfo() == null ? "" : request.getServletPath()) + "/";
        String whole = request.getRequestURI();
        return whole.startsWith(mapped) ? whole.substring(mapped.length()) : "";
    }

    private static String query(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString()).orElse("");
    }
}
