package org.storedfile.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamesTest {
    private static final String VAGUE = "util|impl|internal|base|manager|helper|common";
    private static final Pattern VAGUE_PACKAGE = Pattern.compile("(^|.*\\.)(" + VAGUE + ")s?(\\..*|$)");

    // A word of a camel-case name: DatabaseStorage is fine, StorageBase is not.
    private static final Pattern VAGUE_TYPE =
            Pattern.compile(".*(?<![A-Z])(Util|Impl|Internal|Base|Manager|Helper|Common)s?(?![a-z]).*");

    @Test
    void no_package_has_a_name_that_says_nothing() {
        assertThat(packages()).extracting(JavaPackage::getName).noneMatch(VAGUE_PACKAGE.asMatchPredicate());
    }

    @Test
    void no_type_has_a_name_that_says_nothing() {
        assertThat(House.CLASSES.stream().map(JavaClass::getSimpleName))
                .isNotEmpty()
                .noneMatch(VAGUE_TYPE.asMatchPredicate());
    }

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        assertThat(packages()).isNotEmpty().allSatisfy(room -> {
            assertThat(room.tryGetPackageInfo()).as("package-info of %s", room).isPresent();
            assertThat(room.isAnnotatedWith(NullMarked.class))
                    .as("@NullMarked %s", room)
                    .isTrue();
        });
    }

    private static List<JavaPackage> packages() {
        return House.CLASSES.stream().map(JavaClass::getPackage).distinct().toList();
    }
}
