package gallery.web;

/** Ends a request with a page that says why. */
final class Refusal extends RuntimeException {
    final transient int status;
    final transient String title;

    Refusal(int status, String title, String text) {
        super(text, null, false, false);
        this.status = status;
        this.title = title;
    }

    static Refusal missing() {
        return new Refusal(404, "Nothing here", "There is no such page, or it was removed.");
    }

    Page page(String base) {
        return new Page(title, Html.of("""
                        <section class="notice">
                        <h1>{}</h1>
                        <p>{}</p>
                        <div class="actions"><a class="button" href="{}/">All files</a></div>
                        </section>
                        """, title, getMessage(), base));
    }
}
