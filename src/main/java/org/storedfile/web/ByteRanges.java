package org.storedfile.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.storedfile.storage.ByteRange;

/**
 * What a Range header (RFC 9110, 14.2) asks for of an object with a known size: parts in ascending order that neither
 * overlap nor lie so near to each other that a part's header would be longer than the gap. No part is sent twice, so
 * that no header makes an answer much longer than the object.
 *
 * @param parts empty if nothing that is asked for exists
 */
record ByteRanges(List<ByteRange> parts) {
    /** The most parts of one answer; who asks for more gets the whole object. */
    static final int MOST_PARTS = 16;

    private static final int MOST_SPECS = 128;
    private static final int GAP = 128;
    private static final String UNIT = "bytes=";
    private static final Pattern SPEC = Pattern.compile("(\\d*)-(\\d*)");

    /** Reads the header; empty if the whole object is to be sent: it is invalid, too much, or of another unit. */
    static Optional<ByteRanges> of(String header, long size) {
        if (size == 0 || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty(); // of an empty object there is no part to name
        }
        String[] specs = header.substring(UNIT.length()).split(",", MOST_SPECS + 1);
        return specs.length > MOST_SPECS ? Optional.empty() : of(specs, size);
    }

    private static Optional<ByteRanges> of(String[] specs, long size) {
        List<ByteRange> parts = new ArrayList<>();
        for (String spec : specs) {
            Matcher matcher = SPEC.matcher(spec.strip());
            if (!isValid(matcher)) {
                return Optional.empty();
            }
            ByteRange part = part(matcher.group(1), matcher.group(2)).within(size);
            if (part.length() > 0) {
                parts.add(part);
            }
        }
        List<ByteRange> merged = merged(parts);
        return merged.size() > MOST_PARTS ? Optional.empty() : Optional.of(new ByteRanges(merged));
    }

    private static boolean isValid(Matcher spec) {
        return spec.matches()
                && !(spec.group(1).isEmpty() && spec.group(2).isEmpty())
                && (spec.group(1).isEmpty()
                        || spec.group(2).isEmpty()
                        || number(spec.group(1)) <= number(spec.group(2)));
    }

    private static ByteRange part(String first, String last) {
        if (first.isEmpty()) {
            return ByteRange.last(number(last));
        }
        long start = number(first);
        boolean open = last.isEmpty() || number(last) - start == Long.MAX_VALUE;
        return open ? ByteRange.from(start) : ByteRange.of(start, number(last) - start + 1);
    }

    // More digits than fit mean a place past the end of any object.
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static List<ByteRange> merged(List<ByteRange> parts) {
        parts.sort(Comparator.comparingLong(ByteRange::start));
        List<ByteRange> merged = new ArrayList<>();
        for (ByteRange part : parts) {
            int last = merged.size() - 1;
            if (last >= 0 && part.start() - end(merged.get(last)) <= GAP) {
                ByteRange before = merged.get(last);
                merged.set(last, ByteRange.of(before.start(), Math.max(end(before), end(part)) - before.start()));
            } else {
                merged.add(part);
            }
        }
        return List.copyOf(merged);
    }

    private static long end(ByteRange part) {
        return part.start() + part.length();
    }
}
