package org.storedfile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.storedfile.FileRef;
import org.storedfile.StoredFiles;
import org.storedfile.storage.ContentDisposition;
import org.storedfile.storage.DirectLinks;
import org.storedfile.storage.InlineTypes;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.StoredObject;

/**
 * Serves one stored file over HTTP, with conditions and ranges as RFC 9110 has them. For an application's own servlet,
 * which has checked who asks:
 *
 * <pre>{@code FileResponse.of(album.getCover()).send(request, response);}</pre>
 *
 * <p>A browser shows images (not SVG), audio, video, PDF and plain text, in a sandbox, and saves everything else.
 * Unless told otherwise a cache of the browser's own may keep the bytes, and asks each time whether they are still the
 * same, by its ETag, because the address may mean another file tomorrow. Not thread safe.
 */
public final class FileResponse {
    private static final System.Logger LOG = System.getLogger(FileResponse.class.getName());

    private final Source source;
    private InlineTypes inlineTypes = InlineTypes.SAFE;
    private boolean attachment;
    private Optional<String> fileName = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private String cacheControl = "private, no-cache";
    private boolean meansOneFile;
    private String resourcePolicy = "same-origin";
    private boolean redirects;
    private KnownObjects objects = new KnownObjects(0);
    private LinkOptions onward = LinkOptions.DEFAULTS;

    FileResponse(Source source) {
        this.source = source;
    }

    /**
     * Returns one for {@code file}.
     *
     * @throws IllegalStateException if the file is not stored yet
     */
    public static FileResponse of(FileRef file) {
        return new FileResponse(Source.of(file, StoredFiles.current()));
    }

    /** Makes the browser show the file if its type may be shown, else save it; so it does unless told otherwise. */
    public FileResponse inline() {
        attachment = false;
        return this;
    }

    /** Makes the browser save the file. */
    public FileResponse attachment() {
        attachment = true;
        return this;
    }

    /** Sets the name under which the file is saved; the last segment of its key unless set. */
    public FileResponse fileName(String name) {
        fileName = Optional.of(name);
        return this;
    }

    /** Sets the media type; unless set, the stored one, or what name and first bytes tell. */
    public FileResponse contentType(String type) {
        contentType = Optional.of(type);
        return this;
    }

    /** Sets the Cache-Control header; {@code private, no-cache} unless set. */
    public FileResponse cacheControl(String value) {
        cacheControl = value;
        return this;
    }

    /**
     * Lets the browser's own cache keep the file for {@code life}: the address never means another file. Only then has
     * it a Last-Modified date, by which clients may ask for the rest of it.
     */
    public FileResponse immutable(Duration life) {
        meansOneFile = true;
        return cacheControl("private, max-age=" + Math.max(0, life.toSeconds()) + ", immutable");
    }

    /** Sets the Cross-Origin-Resource-Policy header; {@code same-origin} unless set. */
    public FileResponse resourcePolicy(String value) {
        resourcePolicy = value;
        return this;
    }

    /**
     * Lets the browser also show these types, such as {@code image/svg+xml} or {@code font/*}. It shows them in a
     * sandbox without scripts, but an old browser may not know it. Where it is sent on to the storage's own link there
     * is no sandbox, and the storage must allow the type as well.
     */
    public FileResponse allowInline(String... mediaTypes) {
        inlineTypes = inlineTypes.and(List.of(mediaTypes));
        return this;
    }

    /**
     * Sends the client on to the storage's own link, instead of serving the bytes, if it makes any that carries what
     * was set here: one of an unsigned domain carries no name, no type and no end. Only GET: a link may be good for
     * nothing else.
     */
    public FileResponse redirect() {
        redirects = true;
        return this;
    }

    FileResponse redirect(Duration life) {
        onward = onward.expiresAfter(life);
        return redirect();
    }

    FileResponse objects(KnownObjects known) {
        objects = known;
        return this;
    }

    FileResponse inlineTypes(InlineTypes types) {
        inlineTypes = types;
        return this;
    }

    /**
     * Answers the request, and looks the object up. It is read when the answer is written.
     *
     * @throws IOException if the storage cannot be asked
     */
    public FileAnswer answer(FileRequest request) throws IOException {
        Optional<FileAnswer> other = Refusals.other(request);
        if (other.isPresent()) {
            return other.get();
        }
        try {
            Optional<StoredObject> object = source.find();
            return object.isPresent() ? found(request, object.get()) : Refusals.missing(request);
        } catch (NoSuchFileException e) {
            return Refusals.missing(request); // removed before its type was told from its bytes
        }
    }

    /**
     * Answers the request with all headers and bytes. If the client goes away, that is all.
     *
     * @throws IOException if the storage cannot be read
     */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FileRequest asked = new ServletRequestHeaders(request);
        new ServletExchange(request, response, new FileStreams()).send(answer(asked), asked);
    }

    private FileAnswer found(FileRequest request, StoredObject object) throws IOException {
        KnownObject known = objects.of(source, object);
        Optional<DirectLinks> links = redirects && request.method().equals("GET") ? source.direct() : Optional.empty();
        Optional<URI> link = links.isPresent() ? link(links.get(), onward(known)) : Optional.empty();
        return link.isPresent() ? Refusals.elsewhere(link.get(), request) : answer(request, known);
    }

    // Without the options it would show what is to be saved, or outlive the link that led here.
    private Optional<URI> link(DirectLinks links, LinkOptions options) {
        try {
            return Optional.of(links.url(source.key(), options));
        } catch (UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, () -> "no link to '" + source.key() + "', which is served here", e);
            return Optional.empty();
        }
    }

    private LinkOptions onward(KnownObject known) throws IOException {
        MediaType type = type(known);
        boolean isSaved = attachment || !inlineTypes.contains(type.value());
        // A link with a name shows only what it says is safe.
        boolean isTold = contentType.isPresent() || (!isSaved && fileName.isPresent());
        return new LinkOptions(
                onward.expiry(), isSaved, fileName, isTold ? Optional.of(type.value()) : Optional.empty());
    }

    private MediaType type(KnownObject known) throws IOException {
        return contentType.isPresent() ? MediaType.of(contentType.get()) : known.type();
    }

    private FileAnswer answer(FileRequest request, KnownObject known) throws IOException {
        Optional<Instant> modified = Optional.of(known.object().lastModified()).filter(time -> meansOneFile);
        Conditions conditions = new Conditions(request, known.tag(), modified);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", known.tag().value());
        modified.ifPresent(time -> headers.put("Last-Modified", known.lastModified()));
        headers.put("Cache-Control", cacheControl);
        Optional<Integer> refusal = conditions.refusal();
        if (refusal.isPresent()) {
            return refusal.get() == 304 ? new FileAnswer(304, headers, Body.EMPTY) : Refusals.condition(request);
        }
        MediaType type = type(known);
        describe(headers, type);
        Optional<String> range =
                request.method().equals("GET") && conditions.allowRange() ? request.header("Range") : Optional.empty();
        return new Delivery(source, known.object().size(), type, headers).answer(request, range);
    }

    private void describe(Map<String, String> headers, MediaType type) {
        boolean isShown = !attachment && inlineTypes.contains(type.value());
        String name = fileName.orElse(source.key().fileName());
        headers.put("Content-Type", type.value());
        headers.put(
                "Content-Disposition", isShown ? ContentDisposition.inline(name) : ContentDisposition.attachment(name));
        headers.put("Accept-Ranges", "bytes");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cross-Origin-Resource-Policy", resourcePolicy);
        if (isShown) {
            headers.put("Content-Security-Policy", Sandbox.POLICY);
        }
    }
}
