package gallery.web;

import java.util.Map;
import java.util.Optional;

/** What was done, for the page after it. */
final class Messages {
    private static final Map<String, String> TEXTS =
            Map.of("added", "Added.", "saved", "Saved.", "removed", "Removed.");

    private Messages() {}

    static Html done(Optional<String> what) {
        return what.map(TEXTS::get)
                .map(text -> Html.of("<p class=\"done\" role=\"status\">{}</p>", text))
                .orElse(Html.NONE);
    }
}
