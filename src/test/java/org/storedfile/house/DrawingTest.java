package org.storedfile.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrawingTest {
    @Test
    void every_package_is_in_the_drawing() {
        assertThat(House.CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .isNotEmpty()
                .allMatch(room -> House.neighbours(room).isPresent(), "is in House.ROOMS or a storage's backend");
    }

    @Test
    void packages_import_only_what_lies_below_them_and_nobody_imports_a_backend() {
        classes().should(only("import packages below", DrawingTest::wrongRoom)).check(House.CLASSES);
    }

    @Test
    void each_library_is_imported_by_its_own_package_only() {
        classes()
                .should(only("import libraries of their own", DrawingTest::wrongLibrary))
                .check(House.CLASSES);
    }

    @Test
    void the_arrows_of_the_drawing_run_downwards() {
        assertThat(House.ROOMS)
                .allSatisfy((room, neighbours) -> assertThat(neighbours)
                        .allSatisfy(
                                neighbour -> assertThat(reachable(neighbour)).doesNotContain(room)));
    }

    private static Set<String> reachable(String room) {
        Set<String> found = new TreeSet<>(Set.of(room));
        House.ROOMS.getOrDefault(room, Set.of()).forEach(neighbour -> found.addAll(reachable(neighbour)));
        return found;
    }

    private static Optional<String> wrongRoom(Dependency dependency) {
        String from = dependency.getOriginClass().getPackageName();
        String to = dependency.getTargetClass().getPackageName();
        boolean isFine = !House.isOurs(dependency.getTargetClass())
                || to.equals(from)
                || House.neighbours(from).orElse(Set.of()).contains(to);
        return isFine ? Optional.empty() : Optional.of(from + " must not import " + to);
    }

    private static Optional<String> wrongLibrary(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String from = dependency.getOriginClass().getPackageName();
        boolean isFine = target.isPrimitive()
                || House.isOurs(target)
                || House.EVERYWHERE.stream().anyMatch(free -> House.isWithin(target.getPackageName(), free))
                || House.library(target)
                        .map(House.LIBRARIES::get)
                        .orElse(Set.of())
                        .contains(from);
        return isFine ? Optional.empty() : Optional.of(from + " must not import " + target.getPackageName());
    }

    private static ArchCondition<JavaClass> only(String what, Function<Dependency, Optional<String>> fault) {
        return new ArchCondition<>("only " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    fault.apply(dependency)
                            .ifPresent(text -> events.add(SimpleConditionEvent.violated(
                                    dependency, text + ": " + dependency.getDescription())));
                }
            }
        };
    }
}
