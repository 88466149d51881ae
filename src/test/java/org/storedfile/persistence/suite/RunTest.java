package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.hibernate.Version;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run has the one version of Hibernate that it claims. */
// EclipseLinkTest asks for the version of EclipseLink.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunTest {
    @Test
    @EnabledIfSystemProperty(named = "storedfile.test.hibernate", matches = ".+")
    void the_run_has_the_version_of_Hibernate_that_it_claims() {
        String version = Version.getVersionString();

        assertThat(version).isEqualTo(System.getProperty("storedfile.test.hibernate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/hibernate/Version.class",
                "jakarta/persistence/Entity.class",
                "net/bytebuddy/ByteBuddy.class",
                "org/jboss/logging/Logger.class",
                "org/antlr/v4/runtime/Parser.class",
                "jakarta/xml/bind/JAXBContext.class",
                "jakarta/inject/Inject.class",
                "jakarta/transaction/Transaction.class"
            })
    void each_class_is_on_the_class_path_once(String resource) throws IOException {
        var places = Collections.list(getClass().getClassLoader().getResources(resource));

        assertThat(places).hasSize(1);
    }
}
