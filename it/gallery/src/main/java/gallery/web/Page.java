package gallery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What all pages share. */
record Page(String title, Html main) {
    private static final String POLICY =
            "default-src 'none'; img-src 'self' blob:%s; style-src 'self'; script-src 'self';"
                    + " connect-src 'self'%s; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    void send(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        byte[] body = html(request.getContextPath()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-cache, private");
        response.setHeader(
                "Content-Security-Policy", POLICY.formatted(OtherServers.ofPictures(), OtherServers.ofUploads()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.getOutputStream().write(body);
    }

    /** Sends the browser to another page of the gallery, by GET. */
    static void redirect(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + path);
    }

    private String html(String base) {
        return Html.of("""
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>{} · Gallery</title>
                        <link rel="icon" href="{}/icon.svg" type="image/svg+xml">
                        <link rel="stylesheet" href="{}/style.css">
                        <script src="{}/script.js" defer></script>
                        </head>
                        <body>
                        <a class="skip" href="#main">Skip to content</a>
                        <header class="bar">
                        <a class="brand" href="{}/"><img src="{}/icon.svg" alt="" width="28" height="28">Gallery</a>
                        <a class="button primary" href="{}/add">Add files</a>
                        </header>
                        <main id="main" tabindex="-1">
                        {}
                        </main>
                        <footer class="foot">Files kept by Stored File</footer>
                        </body>
                        </html>
                        """, title, base, base, base, base, base, base, main).text();
    }
}
