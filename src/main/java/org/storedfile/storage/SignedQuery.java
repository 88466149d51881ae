package org.storedfile.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The query of a signed link: what it asks for, until when (in seconds since 1970), and the signature. */
record SignedQuery(long expires, LinkOptions options, String signature) {
    private static final Set<String> NAMES = Set.of("expires", "disposition", "name", "type", "signature");
    private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,11}");

    /** Reads a query; empty if it has a part that is unknown, missing, doubled or not as {@link #text} writes it. */
    static Optional<SignedQuery> parse(String query) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            Optional<String> value = PercentCode.decode(part.substring(equals + 1));
            if (!NAMES.contains(name) || value.isEmpty() || parts.put(name, value.get()) != null) {
                return Optional.empty();
            }
        }
        return of(parts);
    }

    /** Returns the query without its signature. */
    String text() {
        return "expires=" + expires
                + (options.attachment() ? "&disposition=attachment" : "")
                + options.fileName()
                        .map(name -> "&name=" + PercentCode.encode(name))
                        .orElse("")
                + options.contentType()
                        .map(type -> "&type=" + PercentCode.encode(type))
                        .orElse("");
    }

    /** Returns what is signed: always the same number of fields, an absent one unlike any value. */
    List<String> fields() {
        return List.of(
                Long.toString(expires),
                options.attachment() ? "attachment" : "inline",
                options.fileName().map(name -> "=" + name).orElse(""),
                options.contentType().map(type -> "=" + type).orElse(""));
    }

    private static Optional<SignedQuery> of(Map<String, String> parts) {
        String expires = parts.getOrDefault("expires", "");
        boolean attachment = parts.containsKey("disposition");
        if (!SECONDS.matcher(expires).matches()
                || (attachment && !"attachment".equals(parts.get("disposition")))
                || !parts.containsKey("signature")) {
            return Optional.empty();
        }
        LinkOptions options = new LinkOptions(
                Optional.empty(),
                attachment,
                Optional.ofNullable(parts.get("name")),
                Optional.ofNullable(parts.get("type")));
        return Optional.of(new SignedQuery(Long.parseLong(expires), options, parts.getOrDefault("signature", "")));
    }
}
