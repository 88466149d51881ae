package gallery.web;

import gallery.Gallery;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** All items, a page at a time: {@code /?before=61}. */
@WebServlet("")
public class HomeServlet extends PageServlet {
    @Inject
    transient Gallery gallery;

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Long> before = Forms.parameter(request, "before").flatMap(Forms::number);
        new GridView(
                        request.getContextPath(),
                        gallery.items(before),
                        before.isPresent(),
                        gallery.count(),
                        Forms.parameter(request, "done"))
                .page()
                .send(request, response, 200);
    }
}
