package gallery.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code /items}: {@code /7}, or {@code /7/edit}. */
record ItemPath(long id, String action) {
    private static final Pattern FORM = Pattern.compile("/([0-9]{1,18})(?:/([a-z]+))?");

    static ItemPath of(HttpServletRequest request) {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            throw Refusal.missing();
        }
        return new ItemPath(
                Long.parseLong(matcher.group(1)),
                Optional.ofNullable(matcher.group(2)).orElse(""));
    }
}
