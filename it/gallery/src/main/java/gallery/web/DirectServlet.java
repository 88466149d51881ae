package gallery.web;

import gallery.DirectCheck;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.storedfile.storage.DirectUpload;

/**
 * Agrees with a browser on a file that it sends straight to the storage. How often it may ask, as how often it may send a
 * form, is for whoever stands in front of an application that anybody may use.
 */
@WebServlet("/direct")
public class DirectServlet extends PageServlet {
    @Inject
    transient DirectCheck check;

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
        DirectFiles.Offer offer = DirectFiles.offer(request, check);
        JsonArrayBuilder parts = Json.createArrayBuilder();
        offer.requests().forEach(part -> parts.add(json(part)));
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print(Json.createObjectBuilder()
                        .add("id", offer.id())
                        .add("partSize", offer.partSize())
                        .add("parts", parts)
                        .build());
    }

    private static JsonObjectBuilder json(DirectUpload part) {
        return Json.createObjectBuilder()
                .add("method", part.method())
                .add("address", part.address().toString())
                .add("headers", json(part.headers()))
                .add("fields", json(part.fields()));
    }

    private static JsonObjectBuilder json(Map<String, String> values) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        values.forEach(json::add);
        return json;
    }
}
