package albums;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.storedfile.FileRef;
import org.storedfile.web.UploadException;
import org.storedfile.web.UploadedFile;

/** Takes albums at {@code /}, and shows, changes and removes them at {@code /1}, {@code /2} and so on. */
@WebServlet({"", "/album/*"})
@MultipartConfig(fileSizeThreshold = 64 * 1024)
public class AlbumServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient EntityManagerFactory unit;

    /** Answers the link of the cover. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String link = unit.callInTransaction(
                em -> em.find(Album.class, id(request)).cover().url().toString());
        response.getWriter().print(link);
    }

    /** Adds an album, or replaces the cover of the one that the path names; answers its number. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            List<FileRef> covers = UploadedFile.allTemporary(request, "cover");
            String title = request.getParameter("title");
            response.getWriter().print(isNew(request) ? add(title, covers.get(0)) : replace(request, covers.get(0)));
        } catch (UploadException e) {
            response.sendError(e.status(), e.getMessage());
        } catch (PersistenceException e) {
            response.sendError(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        unit.runInTransaction(em -> em.remove(em.find(Album.class, id(request))));
    }

    private Long add(String title, FileRef cover) {
        return unit.callInTransaction(em -> {
            Album album = new Album(title, cover);
            em.persist(album);
            return album.id();
        });
    }

    private Long replace(HttpServletRequest request, FileRef cover) {
        unit.runInTransaction(em -> em.find(Album.class, id(request)).replaceCover(cover));
        return id(request);
    }

    private static boolean isNew(HttpServletRequest request) {
        return request.getServletPath().isEmpty();
    }

    private static Long id(HttpServletRequest request) {
        return Long.valueOf(request.getPathInfo().substring(1));
    }
}
