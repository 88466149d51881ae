package gallery.web;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** HTML that is safe to send: the one door through which text becomes a page. */
record Html(String text) {
    static final Html NONE = new Html("");

    /** Fills each {@code {}} of the template in turn. What is not {@link Html} itself is escaped. */
    static Html of(String template, Object... values) {
        StringBuilder page = new StringBuilder(template.length() * 2);
        int from = 0;
        for (Object value : values) {
            int place = template.indexOf("{}", from);
            page.append(template, from, place).append(markup(value));
            from = place + 2;
        }
        return new Html(page.append(template, from, template.length()).toString());
    }

    static Html join(Stream<Html> parts) {
        return new Html(parts.map(Html::text).collect(Collectors.joining("\n")));
    }

    private static String markup(Object value) {
        return value instanceof Html html ? html.text() : escape(String.valueOf(value));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
