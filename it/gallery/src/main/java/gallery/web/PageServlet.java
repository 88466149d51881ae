package gallery.web;

import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;

/** A servlet whose refusals are pages. */
abstract class PageServlet extends HttpServlet {
    private static final Refusal STALE = new Refusal(
            409,
            "Somebody was faster",
            "This was changed in another window meanwhile, and yours was not saved. Reload it.");

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            List<String> allowed = methods(request);
            if (!allowed.contains(request.getMethod())) {
                response.setHeader("Allow", String.join(", ", allowed));
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            } else if (request.getMethod().equals("POST")) {
                receive(request, response);
            } else {
                show(request, response);
            }
        } catch (NoSuchElementException e) {
            refuse(Refusal.missing(), request, response);
        } catch (Refusal e) {
            refuse(e, request, response);
        } catch (RuntimeException e) {
            if (!isStale(e)) {
                throw e;
            }
            refuse(STALE, request, response);
        }
    }

    /** Returns the methods that the page of this address knows. */
    List<String> methods(HttpServletRequest request) {
        return List.of("GET", "HEAD");
    }

    abstract void show(HttpServletRequest request, HttpServletResponse response) throws IOException;

    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        throw new UnsupportedOperationException("this page takes no forms");
    }

    private static void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refusal.page(request.getContextPath()).send(request, response, refusal.status);
    }

    // Two that came at the same instant: the commit of one fails.
    private static boolean isStale(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return true;
            }
        }
        return false;
    }
}
