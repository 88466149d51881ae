package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.storedfile.StoredFileException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationFaultsTest {
    @TempDir
    private Path folder;

    @Test
    void one_error_lists_everything_that_is_wrong_with_all_storages() {
        Throwable failure = catchThrowable(() -> TestApplication.start(folder, """
                storedfile.default=nowhere
                storedfile.storages.a.type=recordin
                storedfile.storages.b.type=recording
                storedfile.storages.b.secret-kye=1
                storedfile.storages.b.part-count=many
                storedfile.storages.b.broken=perhaps
                storedfile.storages.c.label=x
                storedfile.storages.d.type=clientless
                storedfile.storages.e.type=recording
                storedfile.storages.e.label=x
                storedfile.storages.e.broken=true
                storedfile.storages.1f.type=memory
                """));

        assertThat(failure)
                .hasMessageContainingAll(
                        "'storedfile.default' names the storage 'nowhere'",
                        "'storedfile.storages.a.type' has the unknown type 'recordin': did you mean 'recording'?",
                        "clientless, ",
                        "'storedfile.storages.b.label' is missing",
                        "'storedfile.storages.b.secret-kye' is no option of the type 'recording': did you mean"
                                + " 'secret-key'?",
                        "'storedfile.storages.b.part-count' must be a whole number",
                        "'storedfile.storages.b.broken' must be true or false",
                        "'storedfile.storages.c.type' is missing",
                        "the storage 'd' of type 'clientless' needs its client on the class path: java.lang.NoClassDefFoundError: org/example/Client",
                        "the storage 'e' of type 'recording' cannot be made",
                        "the disk is on fire",
                        "'storedfile.storages.1f.type': not a name of a storage: '1f'");
    }

    @Test
    void a_misspelt_section_does_not_send_files_to_the_default_folder() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.storage.default.type=s3
                        storedfile.defualt=invoices
                        """))
                .hasMessageContaining(
                        "'storedfile.storage.default.type' is no setting: did you mean 'storedfile.storages'?")
                .hasMessageContaining("'storedfile.defualt' is no setting: did you mean 'storedfile.default'?");
    }

    @Test
    void what_is_wrong_with_the_upload_threads_is_part_of_the_error() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.uploads.threads=many
                        storedfile.uploads.thraeds=4
                        """))
                .hasMessageContainingAll(
                        "'storedfile.uploads.threads' must be a whole number",
                        "'storedfile.uploads.thraeds' is no setting: did you mean 'storedfile.uploads.threads'?");
        assertThatThrownBy(() -> TestApplication.start(folder, "storedfile.uploads.threads=-1"))
                .hasMessageContaining("'storedfile.uploads.threads' must not be negative");
        assertThatThrownBy(() -> TestApplication.start(folder, "storedfile.uploads.queue=-1"))
                .hasMessageContaining("'storedfile.uploads.queue' must not be negative");
        assertThatThrownBy(() -> TestApplication.start(folder, "storedfile.uploads.virtaul=true"))
                .hasMessageContaining("did you mean 'storedfile.uploads.virtual'?");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtual_threads_need_a_Java_that_has_them() {
        assertThatThrownBy(() -> TestApplication.start(folder, "storedfile.uploads.virtual=true"))
                .hasMessageContaining("'storedfile.uploads.virtual' needs Java 21 or later");
    }

    @Test
    void what_is_wrong_with_the_journal_is_part_of_the_error() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.journal.grace=soon
                        storedfile.journal.remove-atfer=PT1H
                        """))
                .hasMessageContainingAll(
                        "'storedfile.journal.grace' must be an ISO 8601 duration",
                        "'storedfile.journal.remove-atfer' is no setting: did you mean"
                                + " 'storedfile.journal.remove-after'?");
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.journal.enabled=false
                        storedfile.journal.remove-after=PT1H
                        """))
                .hasMessageContaining("'storedfile.journal.…': remove-after cannot be 'PT1H' without a journal");
    }

    @Test
    void a_storage_that_shares_its_place_with_another_cannot_be_exclusive() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.storages.a.type=s3
                        storedfile.storages.a.bucket=acme
                        storedfile.storages.a.endpoint=http://localhost:9
                        storedfile.storages.a.exclusive=true
                        storedfile.storages.b.type=s3
                        storedfile.storages.b.bucket=acme
                        storedfile.storages.b.endpoint=http://localhost:9/
                        storedfile.storages.b.prefix=archive/
                        storedfile.storages.c.type=filesystem
                        storedfile.storages.c.location=srv/files/c
                        storedfile.storages.c.exclusive=true
                        storedfile.storages.d.type=filesystem
                        storedfile.storages.d.location=srv/./files
                        """))
                .hasMessageContaining(
                        "'storedfile.storages.a.exclusive' cannot be true, because the storage 'b' keeps its"
                                + " objects in the same place, where a sweep of 'a' would take them for orphans")
                .hasMessageContaining("'storedfile.storages.c.exclusive' cannot be true, because the storage 'd'");
    }

    @Test
    void storages_side_by_side_can_each_be_exclusive() throws Exception {
        try (TestApplication started = TestApplication.start(folder, """
                storedfile.storages.a.type=s3
                storedfile.storages.a.bucket=acme
                storedfile.storages.a.prefix=archive
                storedfile.storages.a.endpoint=http://localhost:9
                storedfile.storages.a.access-key=a
                storedfile.storages.a.secret-key=b
                storedfile.storages.a.exclusive=true
                storedfile.storages.b.type=s3
                storedfile.storages.b.bucket=acme
                storedfile.storages.b.prefix=archived
                storedfile.storages.b.endpoint=http://localhost:9
                storedfile.storages.b.access-key=a
                storedfile.storages.b.secret-key=b
                storedfile.storages.b.exclusive=true
                storedfile.storages.c.type=memory
                storedfile.storages.c.exclusive=true
                storedfile.storages.default.type=memory
                storedfile.storages.default.exclusive=true
                """)) {
            assertThat(started).isNotNull();
        }
    }

    @Test
    void values_of_options_are_not_in_the_error() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.storages.b.type=recording
                        storedfile.storages.b.secret-key=s3cr3t-1
                        storedfile.storages.b.part-count=s3cr3t-2
                        storedfile.storages.b.secret-kye=s3cr3t-3
                        """))
                .hasMessageContaining("secret-kye")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void what_was_made_before_the_error_is_closed() {
        RecordingStorage.CLOSED.clear();

        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.storages.a.type=recording
                        storedfile.storages.a.label=made in vain
                        storedfile.storages.b.type=clientless
                        """)).hasMessageContaining("org/example/Client");

        assertThat(RecordingStorage.CLOSED).containsExactly("made in vain");
    }

    @Test
    void the_error_is_one_of_stored_files_own() {
        Throwable failure = catchThrowable(() -> TestApplication.start(folder, "storedfile.storages.a.type=nonsense"));

        assertThat(failure).hasStackTraceContaining(StoredFileException.class.getName());
    }

    @Test
    void a_default_that_is_no_name_is_part_of_the_error() {
        assertThatThrownBy(() -> TestApplication.start(folder, """
                        storedfile.default=not/a/name
                        storedfile.storages.a.type=nonsense
                        """))
                .hasMessageContainingAll("'storedfile.default': not a name", "'nonsense'");
    }

    @ParameterizedTest
    @CsvSource({"buckt, bucket", "secretkey, secret-key", "Bucket, bucket", "xyzzy, ''", "a, ''", "'', ''"})
    void a_hint_is_given_for_what_is_nearly_right(String word, String hint) {
        assertThat(Spelling.nearest(word, Set.of("bucket", "region", "secret-key", "acl"))
                        .orElse(""))
                .isEqualTo(hint);
    }
}
