package org.storedfile.web.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
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
 * disk is full for example, is answered with 500, and one that is more than allowed, here or by the server, with 413.
 * To be registered with every application that takes files: some implementations, RESTEasy for one, take a form that was
 * cut off for a whole one, and so half a file for a whole file. Immutable, thread safe.
 */
public final class CompleteForms implements ReaderInterceptor {
    private final FormLimits limits;

    /** Creates one that allows forms of 1 000 parts and of any size. */
    public CompleteForms() {
        this(FormLimits.STANDARD);
    }

    private CompleteForms(FormLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns one that allows no part of more bytes, but for its headers.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public CompleteForms maxFileSize(long bytes) {
        return new CompleteForms(new FormLimits(bytes, limits.requestSize(), limits.parts()));
    }

    /**
     * Returns one that allows no form of more bytes.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public CompleteForms maxRequestSize(long bytes) {
        return new CompleteForms(new FormLimits(limits.fileSize(), bytes, limits.parts()));
    }

    /**
     * Returns one that allows no form of more parts, of files and other fields together.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public CompleteForms maxParts(int count) {
        return new CompleteForms(new FormLimits(limits.fileSize(), limits.requestSize(), count));
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        return type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
                ? read(context, type.getParameters().get("boundary"))
                : context.proceed();
    }

    private Object read(ReaderInterceptorContext context, @Nullable String boundary) {
        if (boundary == null || boundary.isEmpty()) {
            throw new BadRequestException("the form has no boundary");
        }
        CompleteForm form = new CompleteForm(context.getInputStream(), boundary, limits);
        try {
            context.setInputStream(form);
            Object read = context.proceed();
            if (form.isTooMuch()) {
                throw new ClientErrorException("the form is larger than allowed", 413); // nobody minded
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw refusal(form, e);
        }
    }

    // Implementations have exceptions of their own for forms that they cannot read, and wrap those of their files.
    private static WebApplicationException refusal(CompleteForm form, Exception failure) {
        if (form.isTooMuch()) {
            return new ClientErrorException("the form is larger than allowed", 413, failure);
        }
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
