package gallery.web;

import gallery.Answer;

/** Somebody was faster: what they saved, and the way on. */
record StaleView(String base, Answer.Stale stale) {
    Page page() {
        String address = base + "/items/" + stale.now().id();
        return new Page(
                "Changed meanwhile",
                Html.of(
                        """
                        <section class="notice">
                        <h1>Somebody was faster</h1>
                        <p role="alert">“{}” was changed in another window since you opened this form, so yours was not
                        saved. Nothing is lost: what you wrote and the file you chose are kept.</p>
                        <div class="actions">
                        <a class="button primary" href="{}">See what it is now</a>
                        <a class="button" href="{}/edit?draft={}">Go on with mine</a>
                        </div>
                        </section>
                        """,
                        stale.now().title(),
                        address,
                        address,
                        stale.draft().id()));
    }
}
