package gallery.web;

import gallery.Gallery;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** All items. */
@WebServlet("")
public class HomeServlet extends PageServlet {
    @Inject
    transient Gallery gallery;

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        new GridView(request.getContextPath(), gallery.items(), Forms.parameter(request, "done"))
                .page()
                .send(request, response, 200);
    }
}
