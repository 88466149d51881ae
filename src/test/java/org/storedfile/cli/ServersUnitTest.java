package org.storedfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line beside an application server, whose persistence unit names a data source that is only there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServersUnitTest {
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="letters" transaction-type="JTA">
                <jta-data-source>java:app/jdbc/letters</jta-data-source>
                <class>org.storedfile.cli.Letter</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <properties>
                  <property name="eclipselink.session.customizer"
                            value="org.storedfile.persistence.eclipselink.StoredFileCustomizer" />
                  <property name="eclipselink.weaving" value="false" />
                  <property name="eclipselink.logging.level" value="OFF" />
                </properties>
              </persistence-unit>
            </persistence>
            """;
    // H2 lets in whoever comes first, and nobody else afterwards.
    private static final String DATABASE = "jdbc:h2:mem:servers-unit;INIT=create table if not exists Letter"
            + "(id bigint\\\\, text varchar(255)\\\\, size bigint\\\\, checksum varchar(255)\\\\, seal varchar(255))";

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private URLClassLoader loader;

    @BeforeEach
    void describe() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("META-INF")).resolve("persistence.xml"), UNIT);
        Files.createDirectory(folder.resolve("files"));
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterEach
    void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    @Test
    void is_opened_by_the_address_user_and_password_that_the_operator_gives() throws IOException {
        int exit = verify("""
                jakarta.persistence.jdbc.url=%s
                jakarta.persistence.jdbc.user=operator
                jakarta.persistence.jdbc.password=secret
                """.formatted(DATABASE));

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("rows: 0");
    }

    private int verify(String database) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("operator.properties"), database + """
                storedfile.storages.default.type=filesystem
                storedfile.storages.default.location=%s
                """.formatted(folder.resolve("files")));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("verify", "--quiet", "--verbose", "--config", settings.toString());
    }
}
