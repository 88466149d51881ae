package page;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.storedfile.web.UploadException;
import org.storedfile.web.UploadedFile;

/** A servlet that reads forms, though it is not configured for it: tells what it is told then. */
@WebServlet("/unconfigured")
public class Unconfigured extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().write(answer(request));
    }

    private static String answer(HttpServletRequest request) {
        try {
            return "took " + UploadedFile.all(request, "files");
        } catch (UploadException | IllegalStateException e) {
            return e.toString();
        }
    }
}
