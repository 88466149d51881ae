package gallery.web;

import gallery.Drafts;
import gallery.KeptFile;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.storedfile.web.FileResponse;

/** The files of forms that came back: {@code /kept?draft=…&file=3}, and {@code &size=thumb}. */
@WebServlet("/kept")
public class KeptFileServlet extends PageServlet {
    @Inject
    transient Drafts drafts;

    @Override
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String draft = Forms.parameter(request, "draft").orElseThrow(Refusal::missing);
        long id = Forms.parameter(request, "file").flatMap(Forms::number).orElseThrow(Refusal::missing);
        KeptFile file = drafts.file(draft, id).orElseThrow(Refusal::missing);
        Optional<String> size = Forms.parameter(request, "size").filter(any -> file.isPicture());
        FileResponse answer = size.isPresent()
                ? Picture.response(file.file(), size)
                : FileResponse.of(file.file()).fileName(file.fileName()).contentType(file.contentType());
        answer.send(request, response);
    }
}
