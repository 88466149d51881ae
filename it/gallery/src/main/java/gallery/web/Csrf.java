package gallery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Forms carry a secret of the session, so that no other site can send them. */
final class Csrf {
    private static final String NAME = "csrf";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Csrf() {}

    static String token(HttpServletRequest request) {
        HttpSession session = request.getSession();
        synchronized (Csrf.class) {
            if (session.getAttribute(NAME) == null) {
                byte[] secret = new byte[24];
                RANDOM.nextBytes(secret);
                session.setAttribute(
                        NAME, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            }
            return (String) session.getAttribute(NAME);
        }
    }

    static Html field(HttpServletRequest request) {
        return Html.of("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", token(request));
    }

    static void check(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object known = session == null ? null : session.getAttribute(NAME);
        String sent = request.getParameter(NAME);
        if (known == null || sent == null || !MessageDigest.isEqual(bytes(known.toString()), bytes(sent))) {
            throw new Refusal(403, "This form is too old", "Go back, reload the page, and send it once more.");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
