package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.storedfile.StoredFile.KEEP;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.storedfile.FileRef;
import org.storedfile.JournalSettings;
import org.storedfile.StoredFile;
import org.storedfile.StoredFiles;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.memory.MemoryStorage;

/** What an attribute may say of files that it gives up, and what of it needs a journal. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetentionSettingsTest {
    private static final JournalSettings OFF =
            JournalSettings.builder().enabled(false).build();
    private static final String NEEDED = " is a time, which needs a journal that remembers what goes when: enable it"
            + " (storedfile.journal.enabled=true), or say 'keep' or 'delete'";

    static Arguments[] timed() {
        return new Arguments[] {
            Arguments.of(Hourly.class, "attribute 'file' of Hourly: onReplace"),
            Arguments.of(Daily.class, "attribute 'file' of Daily: onRemove"),
            Arguments.of(Paged.class, "attribute 'pages.file' of Paged: onRemove"),
        };
    }

    @ParameterizedTest
    @MethodSource("timed")
    void a_time_without_a_journal_keeps_the_unit_from_starting(Class<?> entity, String attribute) {
        Throwable refusal = catchThrowable(() -> Unit.of(entity, Page.class)
                .files(files -> files.journal(OFF))
                .start()
                .close());

        assertThat(refusal).hasStackTraceContaining("StoredFileException: @StoredFile on " + attribute + NEEDED);
    }

    @Test
    void a_time_without_a_journal_fails_the_first_file_if_the_storages_were_not_there_at_the_start() {
        Hourly hourly = new Hourly();
        hourly.id = 1L;
        hourly.file = FileRef.of("a.txt", "a");
        MemoryStorage storage = new MemoryStorage();

        try (Unit unit = Unit.of(Hourly.class).beside(Unit.of()).start();
                StoredFiles.Registration late = StoredFiles.builder()
                        .storage("default", storage)
                        .journal(OFF)
                        .build()
                        .register()) {
            assertThat(late).isNotNull();
            assertThatThrownBy(() -> unit.save(hourly)).hasStackTraceContaining("of Hourly: onReplace" + NEEDED);
            assertThat(unit.rows("select id from Hourly")).isEmpty();
        }

        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void a_program_beside_the_application_starts_because_others_write_the_journal() {
        JournalSettings on = JournalSettings.builder().enabled(true).build();

        try (Unit unit =
                Unit.of(Hourly.class).files(files -> files.journalOfOthers(on)).start()) {
            assertThat(unit.factory().isOpen()).isTrue();
            assertThat(StoredFiles.current().journal().isEnabled()).isFalse();
        }
    }

    static Arguments[] wrong() {
        return new Arguments[] {
            Arguments.of(Spoken.class, "onReplace", "30 days"),
            Arguments.of(Shouted.class, "onRemove", "KEEP"),
            Arguments.of(Never.class, "onRemove", "PT0S"),
            Arguments.of(Before.class, "onReplace", "P-1D"),
            Arguments.of(Eternal.class, "onReplace", "P36526D"),
        };
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_value_that_is_none_keeps_the_unit_from_starting(Class<?> entity, String member, String value) {
        Throwable refusal = catchThrowable(() -> Unit.of(entity).start().close());

        assertThat(refusal)
                .hasStackTraceContaining("StoredFileException: @StoredFile on attribute 'file' of "
                        + entity.getSimpleName() + ": " + member + " cannot be '" + value
                        + "': it is 'delete', 'keep', or a time of up to 100 years, such as 'P30D' (30 days) or 'PT12H'"
                        + " (12 hours)");
    }

    /** Keeps replaced files. */
    @Entity(name = "Hourly")
    public static class Hourly {
        @Id
        Long id;

        @StoredFile(onReplace = "PT1H", onRemove = "PT2H")
        FileRef file;
    }

    /** Keeps removed files. */
    @Entity(name = "Daily")
    public static class Daily {
        @Id
        Long id;

        @StoredFile(onReplace = KEEP, onRemove = "P1D")
        FileRef file;
    }

    /** Has pages. */
    @Entity(name = "Paged")
    public static class Paged {
        @Id
        Long id;

        @ElementCollection
        List<Page> pages = new ArrayList<>();
    }

    /** Keeps removed files. */
    @Embeddable
    public static class Page {
        @StoredFile(onRemove = "P1D")
        FileRef file;
    }

    /** Says it in words. */
    @Entity(name = "Spoken")
    public static class Spoken {
        @Id
        Long id;

        @StoredFile(onReplace = "30 days")
        FileRef file;
    }

    /** Says it loudly. */
    @Entity(name = "Shouted")
    public static class Shouted {
        @Id
        Long id;

        @StoredFile(onRemove = "KEEP")
        FileRef file;
    }

    /** Names no time. */
    @Entity(name = "Never")
    public static class Never {
        @Id
        Long id;

        @StoredFile(onRemove = "PT0S")
        FileRef file;
    }

    /** Names a time that is over. */
    @Entity(name = "Before")
    public static class Before {
        @Id
        Long id;

        @StoredFile(onReplace = "P-1D")
        FileRef file;
    }

    /** Names more than 100 years. */
    @Entity(name = "Eternal")
    public static class Eternal {
        @Id
        Long id;

        @StoredFile(onReplace = "P36526D")
        FileRef file;
    }
}
