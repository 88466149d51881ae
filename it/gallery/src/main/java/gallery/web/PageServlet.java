package gallery.web;

import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
            switch (request.getMethod()) {
                case "GET", "HEAD" -> show(request, response);
                case "POST" -> receive(request, response);
                default -> refuseMethod(response);
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

    abstract void show(HttpServletRequest request, HttpServletResponse response) throws IOException;

    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuseMethod(response);
    }

    private static void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refusal.page(request.getContextPath()).send(request, response, refusal.status);
    }

    private static void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD, POST");
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
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
