package gallery.web;

import gallery.FileCheck;
import gallery.Item;
import gallery.ItemPage;
import java.util.Optional;

/** Some of the items; {@code isLater} if there may be newer ones, and {@code count} with all that there are. */
record GridView(String base, ItemPage items, boolean isLater, long count, Optional<String> done) {
    Page page() {
        return new Page("All files", count == 0 ? empty() : grid());
    }

    private Html grid() {
        return Html.of(
                """
                {}
                <div class="head">
                <h1>All files</h1>
                <p class="quiet">{}</p>
                </div>
                <ul class="grid">
                {}
                </ul>
                {}
                """,
                Messages.done(done),
                count == 1 ? "1 file" : count + " files",
                Html.join(items.items().stream().map(this::card)),
                pages());
    }

    private Html pages() {
        if (!isLater && items.older().isEmpty()) {
            return Html.NONE;
        }
        Html newest =
                isLater ? Html.of("<a class=\"button\" rel=\"first\" href=\"{}/\">Newest files</a>", base) : Html.NONE;
        Html older = items.older()
                .map(before -> Html.of(
                        "<a class=\"button\" rel=\"next\" href=\"{}/?before={}\">Older files</a>", base, before))
                .orElse(Html.NONE);
        return Html.of("<nav class=\"pages actions\" aria-label=\"Pages\">{}{}</nav>", newest, older);
    }

    private Html card(Item item) {
        String address = base + "/items/" + item.id();
        return Html.of(
                """
                <li class="card"><a href="{}">{}
                <span class="label"><span class="title">{}</span>
                <span class="file quiet"><span>{}</span> <span>{}</span></span></span></a></li>""",
                address,
                Thumbnail.card(address, item),
                item.title(),
                item.fileName(),
                FileCheck.readable(item.size()));
    }

    private Html empty() {
        return Html.of("""
                {}
                <section class="empty">
                <svg viewBox="0 0 160 120" width="160" height="120" aria-hidden="true">
                <rect class="back" x="34" y="10" width="92" height="72" rx="10" transform="rotate(-8 80 46)"/>
                <rect class="front" x="34" y="26" width="92" height="72" rx="10"/>
                <circle class="sun" cx="60" cy="50" r="9"/>
                <path class="hill" d="M40 92l26-26 18 16 16-20 22 30z"/>
                </svg>
                <h1>Nothing here yet</h1>
                <p>Add pictures, PDFs or texts, up to {} each.</p>
                <p><a class="button primary large" href="{}/add">Add your first files</a></p>
                </section>
                """, Messages.done(done), FileCheck.readable(FileCheck.MAX_SIZE), base);
    }
}
