package org.storedfile.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.storedfile.storage.Key;

/** Takes a template apart, and says what is wrong with it. */
final class TemplateParser {
    private static final Pattern TOKEN = Pattern.compile("\\{([^{}]*)}|[^{}]+|[{}]");
    private static final Pattern STRFTIME = Pattern.compile("%[A-Za-z]");
    private static final String ALLOWED = "; allowed are text, '/' between folders, {yyyy}, {MM}, {dd}, {entity},"
            + " {attribute} and properties of the entity such as {owner.name}";

    private final String template;
    private final List<PropertyPath> properties = new ArrayList<>();

    TemplateParser(String template) {
        this.template = template;
    }

    List<TemplatePart> parts() {
        String folder = template.endsWith("/") ? template.substring(0, template.length() - 1) : template;
        if (folder.startsWith("/") || (folder.isEmpty() && !template.isEmpty())) {
            throw invalid("it starts with a slash");
        }
        List<TemplatePart> parts =
                TOKEN.matcher(folder).results().map(this::part).toList();
        checkSegments(folder);
        return parts;
    }

    /** Returns the properties that {@link #parts} met. */
    List<PropertyPath> properties() {
        return List.copyOf(properties);
    }

    private TemplatePart part(MatchResult token) {
        String placeholder = token.group(1);
        if (placeholder == null) {
            return literal(token.group());
        }
        return switch (placeholder) {
            case "yyyy" -> TemplatePart.YEAR;
            case "MM" -> TemplatePart.MONTH;
            case "dd" -> TemplatePart.DAY;
            case "entity" -> TemplatePart.ENTITY;
            case "attribute" -> TemplatePart.ATTRIBUTE;
            default -> property(placeholder);
        };
    }

    private TemplatePart literal(String text) {
        if (text.equals("{") || text.equals("}")) {
            throw invalid("it has a '" + text + "' without its partner");
        }
        // Django's way to write a date would be a valid folder here, and nobody would notice for a while.
        if (STRFTIME.matcher(text).find()) {
            throw invalid("it has a '%': dates are written {yyyy}/{MM}/{dd}");
        }
        return upload -> text;
    }

    private TemplatePart property(String placeholder) {
        PropertyPath path = PropertyPath.parse(placeholder)
                .orElseThrow(() -> invalid("there is no placeholder {" + placeholder + "}"));
        properties.add(path);
        return TemplatePart.property(path);
    }

    // Whatever takes a placeholder's place, the text around it must not make the key invalid.
    private void checkSegments(String folder) {
        String example = TOKEN.matcher(folder)
                .replaceAll(token -> token.group(1) == null ? Matcher.quoteReplacement(token.group()) : "x");
        Stream.of(example.split("/", -1))
                .filter(segment -> !folder.isEmpty() && !Key.isSegment(segment))
                .findFirst()
                .ifPresent(segment -> {
                    throw invalid("no key can have the segment '" + segment + "'");
                });
    }

    private IllegalArgumentException invalid(String fault) {
        return new IllegalArgumentException("not an upload template: '" + template + "', " + fault + ALLOWED);
    }
}
