package org.storedfile.storage;

import java.util.stream.Stream;

/** Keys that are valid and that a medium, a URL or a shell might stumble over. */
public final class UnusualKeys {
    private UnusualKeys() {}

    /** Returns them as values. */
    public static Stream<String> all() {
        return Stream.of(
                "with space.txt",
                "folder with space/and another.txt",
                " leading space",
                "a+b.txt",
                "100%.txt",
                "percent%20encoded.txt",
                "%2e%2e/%2f.txt",
                "hash#fragment.txt",
                "question?mark=1&other=2.txt",
                "and&semi;colon,comma.txt",
                "quote'single\"double`back.txt",
                "brackets[1]{2}(3)<4>.txt",
                "star*pipe|dollar$tilde~caret^.txt",
                "equals=at@bang!.txt",
                "-rf",
                "--help/-x.txt",
                ".hidden",
                ".folder/.file",
                "...three dots",
                "a..b.txt",
                "no-extension",
                "UPPER/lower/MiXeD.TXT",
                "umlaut-äöüß.txt",
                "日本語/ファイル.txt",
                "עברית.txt",
                "emoji-\uD83D\uDE00-\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67.png",
                "nfc-\u00E9.txt",
                "nfd-e\u0301.txt",
                "hangul-\uD55C\uAE00.txt",
                "\uFEFFbyte order mark.txt",
                "non\u00A0breaking.txt",
                "name.partial",
                ".name.partial",
                "s".repeat(Key.MAX_SEGMENT_BYTES),
                "ä".repeat(Key.MAX_SEGMENT_BYTES / 2),
                "s".repeat(Key.MAX_SEGMENT_BYTES) + "/" + "t".repeat(Key.MAX_LENGTH - Key.MAX_SEGMENT_BYTES - 1),
                "d/".repeat(127) + "e");
    }
}
