package gallery.web;

import gallery.FileCheck;
import gallery.Item;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.storedfile.storage.ByteRange;

/** The page of one item. */
record ItemView(HttpServletRequest request, Item item) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int PREVIEW = 4000;

    Page page() throws IOException {
        String address = request.getContextPath() + "/items/" + item.id();
        FileAddress file = new FileAddress(address, item);
        return new Page(
                item.title(),
                Html.of(
                        """
                        {}
                        <p class="back"><a href="{}/">All files</a></p>
                        <article class="item">
                        <div class="stage">{}</div>
                        <div class="about">
                        <h1>{}</h1>
                        {}
                        <div class="actions">
                        <a class="button primary" href="{}">Download</a>
                        <a class="button" href="{}" target="_blank" rel="noopener">Open</a>
                        <a class="button" href="{}/edit">Edit</a>
                        </div>
                        {}
                        </div>
                        </article>
                        """,
                        Messages.done(Forms.parameter(request, "done")),
                        request.getContextPath(),
                        stage(file),
                        item.title(),
                        facts(),
                        file.saved(),
                        file.shown(),
                        address,
                        removal(address)));
    }

    private Html stage(FileAddress file) throws IOException {
        if (item.isPicture()) {
            return Html.of("<img {} alt=\"{}\">", sources(file), item.title());
        }
        return item.contentType().startsWith("text/")
                ? Html.of("<pre class=\"text\" tabindex=\"0\" aria-label=\"How the text begins\">{}</pre>", head())
                : Thumbnail.paper(item.fileName());
    }

    // The other sizes of an animation stand still.
    private Html sources(FileAddress file) {
        return item.contentType().equals("image/gif")
                ? Html.of("src=\"{}\" width=\"{}\" height=\"{}\"", file.shown(), item.width(), item.height())
                : Html.of(
                        "{} sizes=\"(min-width: 56rem) 60vw, 100vw\"",
                        Picture.of(file.base(), item).sources("large"));
    }

    private String head() throws IOException {
        try (InputStream in = item.file().open(ByteRange.of(0, Math.min(PREVIEW, item.size())))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Html facts() {
        return Html.of(
                """
                <dl class="facts">
                <div><dt>File</dt><dd>{}</dd></div>
                <div><dt>Type</dt><dd>{}</dd></div>
                <div><dt>Size</dt><dd>{}{}</dd></div>
                <div><dt>Added</dt><dd><time datetime="{}">{}</time></dd></div>
                </dl>
                """,
                item.fileName(),
                item.contentType(),
                FileCheck.readable(item.size()),
                item.isPicture() ? ", " + item.width() + " × " + item.height() + " pixels" : "",
                item.added(),
                DATE.format(item.added()));
    }

    // Asked for twice without a script: the button that does it is folded away.
    private Html removal(String address) {
        return Html.of("""
                <details class="removal">
                <summary>Remove…</summary>
                <form method="post" action="{}/remove">
                {}
                <input type="hidden" name="version" value="{}">
                <p>The file goes with it, for good.</p>
                <button class="button danger">Remove “{}”</button>
                </form>
                </details>
                """, address, Csrf.field(request), item.version(), item.title());
    }
}
