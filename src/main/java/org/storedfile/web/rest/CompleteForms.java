package org.storedfile.web.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses forms with 400 that have no end, or that cannot be read at all; one that the server cannot keep, because its
 * disk is full for example, is answered with 500. To be registered with every application that takes files: some
 * implementations, RESTEasy for one, take a form that was cut off for a whole one, and so half a file for a whole file.
 * Thread safe.
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
        CompleteForm form = new CompleteForm(context.getInputStream(), boundary);
        try {
            context.setInputStream(form);
            return context.proceed();
        } catch (IOException | RuntimeException e) {
            throw refusal(form, e);
        }
    }

    // Implementations have exceptions of their own for forms that they cannot read, and wrap those of their files.
    private static WebApplicationException refusal(CompleteForm form, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException fault && !form.hasThrown(fault) && isOfFiles(fault)) {
                return new InternalServerErrorException("the form cannot be kept: " + fault, failure);
            }
        }
        return failure instanceof WebApplicationException known
                ? known
                : new BadRequestException("the form cannot be read: " + failure.getMessage(), failure);
    }

    // A full disk is a plain IOException of the JDK's; those of the JDK that say that bytes make no sense have types.
    private static boolean isOfFiles(IOException fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return fault instanceof FileSystemException
                || fault instanceof FileNotFoundException
                || (fault.getClass() == IOException.class
                        && stack.length > 0
                        && "java.base".equals(stack[0].getModuleName()));
    }
}
