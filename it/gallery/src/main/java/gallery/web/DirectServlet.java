package gallery.web;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Agrees with a browser on a file that it sends straight to the storage. */
@WebServlet("/direct")
public class DirectServlet extends PageServlet {
    @Override
    List<String> methods(HttpServletRequest request) {
        return List.of("POST");
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) {
        throw Refusal.missing();
    }

    @Override
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Csrf.check(request);
        if (!DirectFiles.areTaken()) {
            throw Refusal.missing();
        }
        DirectFiles.Offer offer = DirectFiles.offer(request);
        JsonObjectBuilder headers = Json.createObjectBuilder();
        offer.request().headers().forEach(headers::add);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print(Json.createObjectBuilder()
                        .add("id", offer.id())
                        .add("address", offer.request().address().toString())
                        .add("headers", headers)
                        .build());
    }
}
