package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.txt | inline; filename=\"a.txt\"",
                "a b;c=d.txt | inline; filename=\"a b;c=d.txt\"",
                "é.txt | inline; filename=\"_.txt\"; filename*=UTF-8''%C3%A9.txt",
                "a\"b.txt | inline; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
                "100%.txt | inline; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
                "../../etc/passwd | inline; filename=\".._.._etc_passwd\"",
                "C:\\a.txt | inline; filename=\"C:_a.txt\"",
                "`a\r\nSet-Cookie: x` | inline; filename=\"aSet-Cookie: x\"",
                "photo\u202Egnp.exe | inline; filename=\"photognp.exe\"",
                "😀.png | inline; filename=\"_.png\"; filename*=UTF-8''%F0%9F%98%80.png",
                "a\ud800.png | inline; filename=\"a.png\"",
            })
    void a_name_stays_within_its_header(String name, String header) {
        assertThat(ContentDisposition.inline(name)).isEqualTo(header);
    }
}
