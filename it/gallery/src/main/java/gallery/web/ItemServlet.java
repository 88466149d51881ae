package gallery.web;

import gallery.Answer;
import gallery.Draft;
import gallery.Drafts;
import gallery.Gallery;
import gallery.Item;
import gallery.Submissions;
import gallery.TitleCheck;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.storedfile.web.FileResponse;

/** One item: {@code /items/7}, {@code /items/7/edit}, {@code /items/7/file}, {@code /items/7/download},
 * {@code /items/7/picture?size=thumb}. */
@WebServlet("/items/*")
@MultipartConfig(maxRequestSize = Forms.MAX_REQUEST, fileSizeThreshold = 64 * 1024)
public class ItemServlet extends PageServlet {
    @Inject
    transient Gallery gallery;

    @Inject
    transient Submissions submissions;

    @Inject
    transient Drafts drafts;

    @Inject
    transient TitleCheck titles;

    @Override
    List<String> methods(HttpServletRequest request) {
        return switch (ItemPath.of(request).action()) {
            case "edit" -> List.of("GET", "HEAD", "POST");
            case "remove" -> List.of("POST");
            default -> super.methods(request);
        };
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ItemPath path = ItemPath.of(request);
        Item item = gallery.find(path.id()).orElseThrow(Refusal::missing);
        switch (path.action()) {
            case "" -> new ItemView(request, item).page().send(request, response, 200);
            case "edit" -> form(request, item).edit(item).send(request, response, 200);
            case "file" -> file(request, item).send(request, response);
            case "picture" -> picture(request, item).send(request, response);
            case "download" -> file(request, item).attachment().send(request, response);
            default -> throw Refusal.missing();
        }
    }

    @Override
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ItemPath path = ItemPath.of(request);
        switch (path.action()) {
            case "edit" -> change(path.id(), request, response);
            case "remove" -> remove(path.id(), request, response);
            default -> throw Refusal.missing();
        }
    }

    private void change(long id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = submissions.change(id, Forms.read(request));
        if (answer instanceof Answer.Stale stale) {
            new StaleView(request.getContextPath(), stale).page().send(request, response, 409);
        } else if (answer instanceof Answer.Refused refused) {
            Page.redirect(
                    request,
                    response,
                    "/items/" + id + "/edit?draft=" + refused.draft().id());
        } else {
            Page.redirect(request, response, "/items/" + id + "?done=saved");
        }
    }

    private void remove(long id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Csrf.check(request);
        if (!gallery.remove(id, Forms.version(request))) {
            throw new Refusal(
                    409,
                    "Not removed",
                    "This was changed in another window since you opened it. Look at it again before you remove it.");
        }
        Page.redirect(request, response, "/?done=removed");
    }

    private FormView form(HttpServletRequest request, Item item) {
        Optional<Draft> draft = Forms.parameter(request, "draft")
                .flatMap(drafts::find)
                .filter(known -> known.itemId().equals(Optional.of(item.id())));
        return new FormView(
                request.getContextPath(),
                Csrf.field(request),
                draft.map(known -> new DraftView(known, drafts.files(known), titles.problem(known.title()))));
    }

    private static FileResponse file(HttpServletRequest request, Item item) {
        FileResponse file =
                FileResponse.of(item.file()).fileName(item.fileName()).contentType(item.contentType());
        return dated(file, request, item);
    }

    private static FileResponse picture(HttpServletRequest request, Item item) throws IOException {
        if (!item.isPicture()) {
            throw Refusal.missing();
        }
        return dated(Picture.response(item.file(), Forms.parameter(request, "size")), request, item);
    }

    private static FileResponse dated(FileResponse file, HttpServletRequest request, Item item) {
        // The pages name the version, and a version never has another file.
        boolean isNamed = String.valueOf(item.version()).equals(request.getParameter("v"));
        return isNamed ? file.immutable(Duration.ofDays(1)) : file;
    }
}
