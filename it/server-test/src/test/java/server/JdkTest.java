package server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** With JAVA98_HOME, JAVA97_HOME and src/test/resources/toolchains.xml as the pom sets them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JdkTest {
    private static final Path OWN = Path.of(System.getProperty("java.home"));

    @Test
    void the_one_that_runs_this_is_taken_if_it_is_new_enough() {
        assertThat(Jdk.home(17)).isEqualTo(OWN);
    }

    @Test
    void one_that_the_environment_names_is_taken() {
        assertThat(Jdk.home(98)).isEqualTo(OWN);
    }

    @Test
    void one_that_Maven_knows_as_a_toolchain_is_taken() {
        assertThat(Jdk.home(96)).isEqualTo(OWN);
    }

    @Test
    void a_toolchain_that_is_no_JDK_or_of_another_release_is_as_none() {
        for (int version : List.of(95, 94, 960)) {
            assertThatThrownBy(() -> Jdk.home(version))
                    .isInstanceOf(Jdk.MissingJdkException.class)
                    .hasMessageContaining("name it in Maven's toolchains.xml");
        }
    }

    @Test
    void a_variable_that_names_no_JDK_is_as_none() {
        assertThatThrownBy(() -> Jdk.home(97))
                .isInstanceOf(Jdk.MissingJdkException.class)
                .hasMessageContaining(
                        "needs JDK 97: set JAVA97_HOME, name it in Maven's toolchains.xml, or install it as");
    }
}
