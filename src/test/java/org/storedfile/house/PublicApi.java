package org.storedfile.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users can see of the jar, one line for each public type and for each public or protected member. */
final class PublicApi {
    private PublicApi() {}

    static List<String> lines() {
        return House.CLASSES.stream()
                .filter(PublicApi::isPromised)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .flatMap(type -> lines(type.reflect()))
                .toList();
    }

    private static boolean isPromised(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApi::isPromised).orElse(true);
    }

    private static Stream<String> lines(Class<?> type) {
        Stream<String> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .map(Member.class::cast)
                .filter(member -> isPromised(member, type) && !isMadeForRecord(member, type))
                .map(member -> "    " + member(member, type))
                .sorted();
        return Stream.concat(Stream.of(heading(type)), members);
    }

    private static String heading(Class<?> type) {
        String above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .filter(name -> !name.equals("java.lang.Object"))
                .collect(Collectors.joining(", "));
        // Java 17 does not tell that a type is sealed, later versions do.
        String kind = type.toGenericString().replaceFirst("\\b(non-)?sealed ", "");
        return kind + (above.isEmpty() ? "" : " : " + above);
    }

    private static boolean isPromised(Member member, Class<?> type) {
        boolean isForHeirs = Modifier.isProtected(member.getModifiers()) && !Modifier.isFinal(type.getModifiers());
        return !member.isSynthetic() && (Modifier.isPublic(member.getModifiers()) || isForHeirs);
    }

    // Each compiler gives what every record has other modifiers.
    private static boolean isMadeForRecord(Member member, Class<?> type) {
        return type.isRecord()
                && member instanceof Method
                && List.of("equals", "hashCode", "toString").contains(member.getName());
    }

    // Without the type's own name before each member: lines stay short, and a move changes one line.
    private static String member(Member member, Class<?> type) {
        String text = member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
        return member instanceof Method || member instanceof Field
                ? text.replace(type.getTypeName() + "." + member.getName(), member.getName())
                : text;
    }
}
