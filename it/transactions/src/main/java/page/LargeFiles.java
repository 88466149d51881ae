package page;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.storedfile.FileRef;
import org.storedfile.web.UploadedFile;

/** Files that go to S3 in parts: from a form, or from a body that goes on while it arrives. Tells the row's id. */
@WebServlet("/large")
@MultipartConfig(fileSizeThreshold = 64 * 1024)
public class LargeFiles extends HttpServlet {
    @PersistenceContext(unitName = "page")
    private transient EntityManager em;

    @Inject
    private transient Work work;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        FileRef file = file(request);
        Paper paper = new Paper(request.getParameter("folder"), null);
        paper.setLarge(file);
        try {
            work.commit(() -> em.persist(paper));
        } catch (Exception e) {
            throw new ServletException("'" + file.name() + "' was not stored", e);
        }
        response.setContentType("text/plain");
        response.getWriter().write(paper.getId().toString());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Paper paper = em.find(Paper.class, Long.valueOf(request.getParameter("id")));
        response.setContentType("application/octet-stream");
        paper.getLarge().transferTo(response.getOutputStream());
    }

    private static FileRef file(HttpServletRequest request) throws IOException {
        return request.getContentType().startsWith("multipart/")
                ? UploadedFile.all(request, "files").get(0)
                : FileRef.of("large.bin", request.getInputStream());
    }
}
