package org.storedfile.web.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses forms with 400 that have no end, or that cannot be read at all. To be registered with every application that
 * takes files: some implementations, RESTEasy for one, take a form that was cut off for a whole one, and so half a file
 * for a whole file. Thread safe.
 */
public final class CompleteForms implements ReaderInterceptor {
    /** Creates one. */
    public CompleteForms() {}

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        return type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
                ? read(context, type.getParameters().get("boundary"))
                : context.proceed();
    }

    private static Object read(ReaderInterceptorContext context, @Nullable String boundary) {
        if (boundary == null || boundary.isEmpty()) {
            throw new BadRequestException("the form has no boundary");
        }
        try {
            context.setInputStream(new CompleteForm(context.getInputStream(), boundary));
            return context.proceed();
        } catch (WebApplicationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Implementations have exceptions of their own for forms that they cannot read.
            throw new BadRequestException("the form cannot be read: " + e.getMessage(), e);
        }
    }
}
