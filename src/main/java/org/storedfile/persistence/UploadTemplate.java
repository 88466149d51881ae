package org.storedfile.persistence;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.storedfile.StoredFile;
import org.storedfile.UploadTo;
import org.storedfile.storage.Key;

/**
 * The folder of new files as {@link StoredFile#uploadTo} writes it: {@code invoices/{yyyy}/{customer.name}}.
 *
 * <p>A value cannot make folders: it is {@linkplain SafeName cleaned}, and a segment of which nothing is left becomes
 * {@code _}. A property that is null is an error and not a folder called {@code null}, in which the files of all who
 * have no owner yet would meet. Thread safe.
 */
final class UploadTemplate {
    private final String template;
    private final List<TemplatePart> parts;
    private final List<PropertyPath> properties;
    private final Clock clock;
    private final UnaryOperator<Object> unproxy;
    // The last one made: mostly the next file goes there, too.
    private volatile @Nullable Made last;

    private record Made(String text, String folder) {}

    private UploadTemplate(String template, Clock clock, UnaryOperator<Object> unproxy) {
        TemplateParser parser = new TemplateParser(template);
        this.template = template;
        this.parts = parser.parts();
        this.properties = parser.properties();
        this.clock = clock;
        this.unproxy = unproxy;
    }

    /** Reads a template whose properties lead over no lazy proxies; see below. */
    static UploadTemplate parse(String template) {
        return parse(template, Clock.systemUTC(), UnaryOperator.identity());
    }

    /**
     * Reads a template. One slash at its end is left out.
     *
     * @param clock says the date, which is taken in UTC
     * @param unproxy returns what is behind a provider's lazy proxy, and everything else as it is
     * @throws IllegalArgumentException if it is none; the message says why and what is allowed
     */
    static UploadTemplate parse(String template, Clock clock, UnaryOperator<Object> unproxy) {
        return new UploadTemplate(template, clock, unproxy);
    }

    /**
     * Checks that the types that are declared from {@code entity} on have the properties that the template names.
     *
     * @throws IllegalArgumentException if one is missing; the message names the template, the type and the property
     */
    void check(Class<?> entity) {
        for (PropertyPath property : properties) {
            try {
                property.check(entity);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the upload template '" + template + "' names " + e.getMessage(), e);
            }
        }
    }

    /** Tells whether the template reads this property of the entity, such as its identifier, or one behind it. */
    boolean uses(String property) {
        return properties.stream().anyMatch(path -> path.first().equals(property));
    }

    /**
     * Returns the folder; empty if the template is.
     *
     * @param entityName what {@code {entity}} stands for
     * @throws IllegalArgumentException if a property is null or cannot be read; the message names entity, attribute,
     *     template and property
     */
    String folder(UploadTo.Upload upload, String entityName) {
        LocalDate date = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        String text = text(new TemplatePart.Upload(upload, entityName, date, unproxy));
        Made made = last;
        if (made == null || !made.text().equals(text)) {
            made = new Made(text, parts.isEmpty() ? "" : made(text));
            last = made;
        }
        return made.folder();
    }

    private static String made(String text) {
        return Stream.of(text.split("/", -1)).map(UploadTemplate::segment).collect(Collectors.joining("/"));
    }

    /** Returns the template as it was written. */
    @Override
    public String toString() {
        return template;
    }

    private String text(TemplatePart.Upload upload) {
        try {
            return parts.stream().map(part -> part.text(upload)).collect(Collectors.joining());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no folder for " + upload.entityName() + "."
                            + upload.upload().attribute() + ": the upload template '" + template + "' names "
                            + e.getMessage(),
                    e);
        }
    }

    private static String segment(String text) {
        String cut = SafeName.shortened(text, Key.MAX_LENGTH, Key.MAX_SEGMENT_BYTES);
        String safe = SafeName.withoutTrailingDots(cut);
        return safe.isEmpty() ? "_" : SafeName.harmless(safe);
    }
}
