package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.hibernate.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;

/** A file that shares its column with others stops the unit from starting: no event and no SQL tells when it goes. */
// Only Hibernate maps such columns.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeveralInOneColumnTest {
    /** Lacks an annotation. */
    @Entity(name = "Forgetful")
    public static class Forgetful {
        @Id
        Long id;

        List<FileRef> pages;
    }

    /** Has a file in JSON. */
    @Entity(name = "Structured")
    public static class Structured {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Details details;
    }

    /** Is one value. */
    @Embeddable
    public static class Details {
        String note;
        FileRef scan;
    }

    @Test
    void a_list_without_ElementCollection_is_refused() {
        Throwable refusal =
                catchThrowable(() -> Unit.of(Forgetful.class).start().close());

        assertThat(refusal)
                .hasStackTraceContaining("StoredFileException: 'pages' of Forgetful holds several files in one column:"
                        + " annotate it with @ElementCollection");
    }

    @Test
    void an_embeddable_in_one_column_is_refused() {
        assumeFalse(Version.getVersionString().startsWith("6."), "this Hibernate maps none with H2");

        Throwable refusal = catchThrowable(
                () -> Unit.of(Structured.class, Details.class).start().close());

        assertThat(refusal)
                .hasStackTraceContaining("StoredFileException: the FileRef 'details.scan' of Structured lies in one"
                        + " column with others, as JSON, XML or a struct");
    }
}
