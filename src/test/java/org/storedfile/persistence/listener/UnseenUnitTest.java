package org.storedfile.persistence.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line beside an application whose provider has no integration, so that nobody reads its rows. */
@Tag("eclipselink")
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnseenUnitTest {
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="letters" transaction-type="RESOURCE_LOCAL">
                <class>org.storedfile.persistence.listener.model.Letter</class>
                <class>org.storedfile.persistence.listener.model.Paper</class>
                <class>org.storedfile.persistence.listener.model.Stamp</class>
                <class>org.storedfile.persistence.FileRefConverter</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="eclipselink.weaving" value="false" />
                  <property name="eclipselink.logging.level" value="OFF" />
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @TempDir
    Path folder;

    @Test
    void nothing_is_swept() throws Exception {
        Path object =
                Files.writeString(Files.createDirectory(folder.resolve("files")).resolve("of-a-row.txt"), "bytes");
        Files.writeString(
                Files.createDirectories(folder.resolve("classes/META-INF")).resolve("persistence.xml"), UNIT);
        Files.writeString(folder.resolve("application.properties"), """
                jakarta.persistence.jdbc.driver=org.h2.Driver
                jakarta.persistence.jdbc.url=jdbc:h2:mem:letters
                storedfile.storages.default.type=filesystem
                storedfile.storages.default.location=%s
                storedfile.storages.default.exclusive=true
                """.formatted(object.getParent()));
        String[] sweep = {"sweep", "-s", "default", "--accept-empty", "--grace", "PT0S", "--delete", "--config"};

        String told = failure(sweep);

        assertThat(told)
                .contains("failed: the persistence unit of Letter.")
                .contains("has files that are not seen, so nothing is removed");
        assertThat(object).exists();
    }

    private String failure(String[] arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
                "org.storedfile.cli.Main");
        builder.command().addAll(List.of(arguments));
        builder.command().add(folder.resolve("application.properties").toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(3);
        return output;
    }
}
