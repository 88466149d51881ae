package org.storedfile.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRefAccess;
import org.storedfile.storage.Content;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageType;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoorsTest {
    private static final Set<String> NO_CAPABILITIES = Set.of(Content.class.getName(), StorageType.class.getName());

    @Test
    void only_persistence_changes_files_from_the_inside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(House.ROOT, House.ROOT + ".persistence..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(FileRefAccess.class)
                .check(House.CLASSES);
    }

    @Test
    void capabilities_are_asked_for_and_never_guessed_from_the_class() {
        classes().should(notBeGuessed()).check(House.CLASSES);
    }

    @Test
    void nobody_prints() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(House.CLASSES);
    }

    @Test
    void nobody_logs_but_through_the_logger_of_the_system() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging")
                .check(House.CLASSES);
    }

    // A client proxy or a decorator in front of a storage hides them: they are asked for with as(…).
    private static ArchCondition<JavaClass> notBeGuessed() {
        return new ArchCondition<>("ask storages with as(…) and not with instanceof") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit code : type.getCodeUnits()) {
                    code.getInstanceofChecks().stream()
                            .filter(check -> isHidden(check.getRawType()))
                            .map(DoorsTest::violated)
                            .forEach(events::add);
                }
            }
        };
    }

    private static ConditionEvent violated(InstanceofCheck check) {
        return SimpleConditionEvent.violated(
                check,
                check.getOwner().getFullName() + " has instanceof "
                        + check.getRawType().getName() + ": ask with as(…), in " + check.getSourceCodeLocation());
    }

    private static boolean isHidden(JavaClass type) {
        boolean isCapability = type.getPackageName().equals(House.STORAGE)
                && type.isInterface()
                && type.isTopLevelClass()
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !NO_CAPABILITIES.contains(type.getName());
        return isCapability || type.isAssignableTo(Storage.class);
    }
}
