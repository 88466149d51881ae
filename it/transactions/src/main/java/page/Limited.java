package page;

import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.storedfile.FileRef;
import org.storedfile.web.UploadException;
import org.storedfile.web.UploadedFile;

/** A servlet that takes small files only: tells what it took. */
@WebServlet("/limited")
@MultipartConfig(maxFileSize = 1000)
public class Limited extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().write(answer(request));
    }

    private static String answer(HttpServletRequest request) throws IOException {
        try {
            FileRef file = UploadedFile.all(request, "files").get(0);
            return "took " + file.name() + " of " + file.size() + " bytes";
        } catch (UploadException e) {
            return "refused with " + e.status();
        }
    }
}
