package org.storedfile.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.storedfile.storage.ByteRange;

/** Sends an object, or what a Range header asks for of it. */
record Delivery(Source source, long size, MediaType type, Map<String, String> headers) {
    FileAnswer answer(FileRequest request, Optional<String> range) {
        Optional<ByteRanges> ranges = range.flatMap(header -> ByteRanges.of(header, size));
        if (ranges.isEmpty()) {
            return answer(request, 200, headers, Body.of(source, ByteRange.of(0, size)));
        }
        List<ByteRange> parts = ranges.get().parts();
        return switch (parts.size()) {
            case 0 -> Refusals.range(request, size);
            case 1 -> single(request, parts.get(0));
            default -> multiple(request, parts);
        };
    }

    private FileAnswer single(FileRequest request, ByteRange part) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Content-Range", contentRange(part));
        return answer(request, 206, more, Body.of(source, part));
    }

    // RFC 9110, 14.6.
    private FileAnswer multiple(FileRequest request, List<ByteRange> parts) {
        String boundary = UUID.randomUUID().toString();
        List<Section> sections = new ArrayList<>();
        for (ByteRange part : parts) {
            String start = (sections.isEmpty() ? "" : "\r\n") + "--" + boundary;
            String head = start + "\r\nContent-Type: " + type.value() + "\r\nContent-Range: " + contentRange(part)
                    + "\r\n\r\n";
            sections.add(new Section(head.getBytes(US_ASCII), source, part));
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Content-Type", "multipart/byteranges; boundary=" + boundary);
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII);
        return answer(request, 206, more, new Body(sections, end));
    }

    private static FileAnswer answer(FileRequest request, int status, Map<String, String> headers, Body body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Length", Long.toString(body.length()));
        return new FileAnswer(status, all, request.method().equals("HEAD") ? Body.EMPTY : body);
    }

    private String contentRange(ByteRange part) {
        return "bytes " + part.start() + "-" + (part.start() + part.length() - 1) + "/" + size;
    }
}
