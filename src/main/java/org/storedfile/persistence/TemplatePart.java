package org.storedfile.persistence;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.storedfile.UploadTo;

/** A piece of a folder's name: text that always stands there, or what takes the place of a placeholder. */
@FunctionalInterface
interface TemplatePart {
    TemplatePart YEAR = date("uuuu");
    TemplatePart MONTH = date("MM");
    TemplatePart DAY = date("dd");
    TemplatePart ENTITY = upload -> SafeName.clean(upload.entityName());
    TemplatePart ATTRIBUTE = upload -> SafeName.clean(upload.upload().attribute());

    /** Returns the text, without slashes if it takes a placeholder's place. */
    String text(Upload upload);

    /** What a placeholder may ask for. */
    record Upload(UploadTo.Upload upload, String entityName, LocalDate date, UnaryOperator<Object> unproxy) {}

    /** Returns the part that reads a property. */
    static TemplatePart property(PropertyPath path) {
        return upload -> SafeName.clean(
                path.value(upload.upload().entity(), upload.unproxy()).toString());
    }

    private static TemplatePart date(String pattern) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        return upload -> format.format(upload.date());
    }
}
