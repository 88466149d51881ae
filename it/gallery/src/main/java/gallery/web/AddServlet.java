package gallery.web;

import gallery.Answer;
import gallery.Drafts;
import gallery.Submissions;
import gallery.TitleCheck;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The form for new items. */
@WebServlet("/add")
@MultipartConfig(maxRequestSize = Forms.MAX_REQUEST, fileSizeThreshold = 64 * 1024)
public class AddServlet extends PageServlet {
    @Inject
    transient Submissions submissions;

    @Inject
    transient Drafts drafts;

    @Inject
    transient TitleCheck titles;

    @Override
    List<String> methods(HttpServletRequest request) {
        return List.of("GET", "HEAD", "POST");
    }

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<DraftView> draft = Forms.parameter(request, "draft")
                .flatMap(drafts::find)
                .filter(known -> known.itemId().isEmpty())
                .map(known -> new DraftView(known, drafts.files(known), titles.problem(known.title())));
        new FormView(request.getContextPath(), Csrf.field(request), draft).add().send(request, response, 200);
    }

    @Override
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = submissions.add(Forms.read(request));
        // By a redirect, so that a reload of the answer asks for it again and sends nothing twice.
        if (answer instanceof Answer.Refused refused) {
            Page.redirect(request, response, "/add?draft=" + refused.draft().id());
        } else {
            Page.redirect(request, response, "/?done=added");
        }
    }
}
