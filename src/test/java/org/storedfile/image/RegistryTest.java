package org.storedfile.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.Fit;
import org.storedfile.ImageLimits;
import org.storedfile.VariantFormat;
import org.storedfile.VariantSpec;

/** ImageIO's registry after an application used images; in a JVM of its own, whose first application that is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistryTest {
    @Test
    void keeps_nothing_of_the_application_that_used_images_first() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(RegistryTest.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Server.class.getName(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(output.lines()).containsExactly("used");
    }

    /** Runs an application with a class loader of its own, and prints what the registry has of it. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws Exception {
            try (URLClassLoader application =
                    new URLClassLoader(urls(arguments[0]), ClassLoader.getPlatformClassLoader())) {
                Thread.currentThread().setContextClassLoader(application);
                Class.forName(Use.class.getName(), true, application)
                        .getMethod("images")
                        .invoke(null);
                print(IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false));
                print(IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false));
            }
        }

        private static void print(Iterator<?> providers) {
            providers.forEachRemaining(provider -> {
                if (!provider.getClass().getName().startsWith("com.sun.imageio.")) {
                    System.out.println(provider.getClass().getName());
                }
            });
        }

        private static URL[] urls(String path) throws MalformedURLException {
            String[] files = path.split(File.pathSeparator, -1);
            URL[] urls = new URL[files.length];
            for (int i = 0; i < files.length; i++) {
                urls[i] = new File(files[i]).toURI().toURL();
            }
            return urls;
        }
    }

    /** What the application does. */
    public static final class Use {
        private Use() {}

        public static void images() throws Exception {
            VariantSpec small = new VariantSpec("small", 10, 0, Fit.CONTAIN, VariantFormat.JPEG, 80, "", false);
            // Made without ImageIO, unlike the other images of these tests.
            SeekableByteChannel webp = Memory.of(TestImages.webp(30, 20, 0));
            new ImageIoImaging().render(webp, "a.webp", ImageLimits.STANDARD, List.of(small));
            System.out.println("used");
        }
    }
}
