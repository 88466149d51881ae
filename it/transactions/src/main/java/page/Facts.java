package page;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a scenario has to say: one {@code name=value} per line. */
final class Facts {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    Facts put(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name)
                .append('=')
                .append(String.valueOf(value).replaceAll("\\s+", " "))
                .append('\n'));
        return text.toString();
    }
}
