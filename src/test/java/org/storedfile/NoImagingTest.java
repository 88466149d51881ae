package org.storedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.Content;

/** Images where the library for them is not on the class path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoImagingTest {
    @Test
    void is_found_where_the_library_is_missing() throws Exception {
        try (URLClassLoader without = new URLClassLoader(withoutLibrary(), ClassLoader.getPlatformClassLoader())) {
            Object found = without.loadClass(Imaging.class.getName())
                    .getMethod("discovered")
                    .invoke(null);

            assertThat(found.getClass().getName()).isEqualTo(NoImaging.class.getName());
        }
    }

    @Test
    void says_what_is_missing_whatever_is_asked() throws Exception {
        SeekableByteChannel bytes = LocalBytes.of(Content.of(new byte[1])).channel();
        Imaging imaging = MissingImaging.imaging();

        assertThatThrownBy(() -> imaging.inspect(bytes, ImageLimits.STANDARD))
                .isInstanceOf(StoredFileException.class)
                .hasMessage(MissingImaging.MESSAGE);
        assertThatThrownBy(() -> imaging.glance(bytes)).hasMessage(MissingImaging.MESSAGE);
        assertThatThrownBy(() -> imaging.render(bytes, "a.png", ImageLimits.STANDARD, List.of()))
                .hasMessage(MissingImaging.MESSAGE);
    }

    private static URL[] withoutLibrary() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("twelvemonkeys"))
                .map(NoImagingTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
