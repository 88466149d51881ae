package org.storedfile.validation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Constraint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.ImageRefusedException;
import org.storedfile.ImageRefusedException.Fault;

/** The bundles of messages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {
    private static final Pattern OF_DECODERS = Pattern.compile("org\\.storedfile\\.validation\\.Image\\..*");
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    @Test
    void Korean_says_all_that_English_says_with_the_same_values() throws IOException {
        Properties english = bundle("");
        Properties korean = bundle("_ko");

        assertThat(korean.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key -> assertThat(korean.getProperty(key)).matches(".*[가-힣].*"))
                .filteredOn(key -> !OF_DECODERS.matcher(key).matches())
                .allSatisfy(key -> assertThat(values(korean, key)).as(key).isEqualTo(values(english, key)));
    }

    @Test
    void what_decoders_say_in_English_is_no_part_of_Korean() throws IOException {
        Properties english = bundle("");
        Properties korean = bundle("_ko");

        assertThat(korean.stringPropertyNames())
                .filteredOn(key -> OF_DECODERS.matcher(key).matches())
                .hasSize(17)
                .allSatisfy(key -> assertThat(values(english, key)).containsExactly("reason"))
                .allSatisfy(key -> assertThat(Set.of("limit", "actual")).containsAll(values(korean, key)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatever_an_application_says_of_an_image_has_its_message(Fault fault) throws IOException {
        Properties korean = bundle("_ko");

        for (ImageRefusedException e : List.of(
                ImageRefusedException.of(fault, "is bad"),
                ImageRefusedException.beyond(fault, 5, "has more than 5"),
                ImageRefusedException.beyond(fault, 5, 6, "has 6"))) {
            String message = korean.getProperty(Pixels.message(e), "there is none");
            assertThat(message).as(e.getMessage()).matches(".*[가-힣].*");
            assertThat(values(korean, Pixels.message(e)))
                    .as(message)
                    .allMatch(value -> value.equals("limit")
                            ? e.limit().isPresent()
                            : e.actual().isPresent());
        }
    }

    @Test
    void the_English_bundle_only_stands_before_that_of_the_machine() throws IOException {
        assertThat(bundle("_en")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FileSize.class,
                FileType.class,
                FileExtension.class,
                FileName.class,
                ImageDimensions.class,
                ImagePixels.class,
                AspectRatio.class
            })
    void each_constraint_has_its_message(Class<? extends Annotation> constraint) throws Exception {
        assertThat(constraint).hasAnnotation(Constraint.class);
        assertThat(bundle("")).containsKey(constraint.getName() + ".message");
        assertThat(constraint.getMethod("message").getDefaultValue())
                .isEqualTo("{" + constraint.getName() + ".message}");
    }

    private static Set<String> values(Properties bundle, String key) {
        return VALUE.matcher(bundle.getProperty(key))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties bundle(String language) throws IOException {
        String name = "/ContributorValidationMessages" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(FileSize.class.getResourceAsStream(name), name);
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            Properties bundle = new Properties();
            bundle.load(text);
            return bundle;
        }
    }
}
