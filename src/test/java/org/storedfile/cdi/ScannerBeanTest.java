package org.storedfile.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.storedfile.FileScanner;
import org.storedfile.StoredFiles;
import org.storedfile.UploadTo;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScannerBeanTest {
    private static final String SETTINGS = "storedfile.storages.default.type=memory\n";
    private static final UploadTo.Upload UPLOAD = new UploadTo.Upload("entity", "cover", "front.png");

    @TempDir
    private Path folder;

    @Test
    void without_a_bean_nothing_is_scanned() {
        try (TestApplication application = TestApplication.start(folder, SETTINGS)) {
            assertThat(application.files().scanner()).isEmpty();
        }
    }

    @Test
    void a_bean_scans_and_may_use_the_storages() {
        try (TestApplication application = TestApplication.start(folder, SETTINGS, Down.class)) {
            FileScanner scanner = application.files().scanner().orElseThrow();

            assertThatThrownBy(() -> scanner.begin(UPLOAD))
                    .isInstanceOf(IOException.class)
                    .hasMessage("down, beside [default]");
        }
    }

    @Test
    void a_setting_lets_files_through_when_the_scanner_fails() {
        try (TestApplication application =
                TestApplication.start(folder, SETTINGS + "storedfile.scanner.on-failure=accept", Down.class)) {
            FileScanner scanner = application.files().scanner().orElseThrow();

            assertThatCode(() -> scanner.begin(UPLOAD).close()).doesNotThrowAnyException();
        }
    }

    @Test
    void a_value_that_is_not_known_is_refused() {
        assertThatThrownBy(() -> TestApplication.start(folder, SETTINGS + "storedfile.scanner.on-failure=ignore"))
                .hasMessageContaining("'storedfile.scanner.on-failure' must be one of [REFUSE, ACCEPT]");
        assertThatThrownBy(() -> TestApplication.start(folder, SETTINGS + "storedfile.scanner.on-fialure=accept"))
                .hasMessageContaining("did you mean 'storedfile.scanner.on-failure'?");
    }

    @Test
    void two_beans_are_refused() {
        assertThatThrownBy(() -> TestApplication.start(folder, SETTINGS, Down.class, Second.class))
                .hasMessageContaining("files can be scanned by one bean of type FileScanner, but there are");
    }

    /** Never answers. */
    @Dependent
    static class Down implements FileScanner {
        @Inject
        StoredFiles files;

        @Override
        public Scan begin(UploadTo.Upload upload) throws IOException {
            throw new IOException("down, beside " + files.storageNames());
        }
    }

    /** One too many. */
    @ApplicationScoped
    static class Second implements FileScanner {
        @Override
        public Scan begin(UploadTo.Upload upload) throws IOException {
            throw new IOException("down");
        }
    }
}
