package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.storage.TestContents.text;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage promises of listing. */
public interface ListContract extends StorageFixture {
    /** The objects of most tests here. */
    List<String> NAMES = List.of("a", "ab", "abc/1", "abc/2", "abc/d/3", "abd/4", "b", "B/5", "ä/6", "c d/7");

    @Test
    default void an_empty_storage_lists_nothing() throws Exception {
        try (Stream<StoredObject> objects = reading(newStorage()).list("")) {
            assertThat(objects).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; a,ab,abc/1,abc/2,abc/d/3,abd/4,b,B/5,ä/6,c d/7",
                "a; a,ab,abc/1,abc/2,abc/d/3,abd/4",
                "ab; ab,abc/1,abc/2,abc/d/3,abd/4",
                "abc; abc/1,abc/2,abc/d/3",
                "abc/; abc/1,abc/2,abc/d/3",
                "abc/d; abc/d/3",
                "abc/d/; abc/d/3",
                "abc/d/3; abc/d/3",
                "abd/4; abd/4",
                "b; b",
                "B; B/5",
                "ä; ä/6",
                "c ; c d/7",
                "'c '; c d/7",
            })
    default void a_prefix_need_not_end_at_a_slash(String prefix, String expected) throws Exception {
        Storage storage = withNames();

        assertThat(names(storage, prefix)).containsExactlyInAnyOrder(expected.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc/d/3/", "abcd", "A", "z", "/", "/a", "//", "a/", "abc//", "abc/.", "abc/./", "abc/..", "abc/../a",
                "..", "../", "../../etc", "/etc", "*", "a*", "?", "\\", "abc\\d", "C:", "nul", "\0", "a\0b"
            })
    default void a_prefix_that_no_key_starts_with_lists_nothing(String prefix) throws Exception {
        Storage storage = withNames();

        assertThat(names(storage, prefix)).isEmpty();
    }

    @Test
    default void a_listed_object_has_its_size_and_time() throws Exception {
        Storage written = newStorage();
        written.write(Key.of("folder/five.txt"), text("five!"));

        try (Stream<StoredObject> objects = reading(written).list("folder/")) {
            StoredObject found =
                    reading(written).find(Key.of("folder/five.txt")).orElseThrow();
            assertThat(objects).singleElement().satisfies(listed -> {
                assertThat(listed.size()).isEqualTo(5);
                assertThat(listed.lastModified().getEpochSecond())
                        .isEqualTo(found.lastModified().getEpochSecond());
            });
        }
    }

    @Test
    default void any_number_of_objects_is_listed(TestReporter reporter) throws Exception {
        reporter.publishEntry("objects", scale().objects() + ": " + scale().reason());
        Storage written = newStorage();
        Content content = text("x");
        for (int i = 0; i < scale().objects(); i++) {
            written.write(Key.of("many/" + i % 7 + "/" + i), content);
        }
        Storage storage = reading(written);

        assertThat(names(storage, "many/"))
                .isEqualTo(IntStream.range(0, scale().objects())
                        .mapToObj(i -> "many/" + i % 7 + "/" + i)
                        .collect(Collectors.toSet()));
    }

    // That no more is fetched than is read, only the test of each medium can tell.
    @Test
    default void a_listing_may_be_left_before_its_end() throws Exception {
        try (Stream<StoredObject> objects = withNames().list("")) {
            assertThat(objects.limit(3)).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    default void a_listing_goes_on_when_objects_vanish_meanwhile() throws Exception {
        Storage written = withNames(newStorage());
        List<Key> keys = NAMES.stream().map(Key::of).toList();

        try (Stream<StoredObject> objects = reading(written).list("")) {
            Iterator<StoredObject> rest = objects.iterator();
            assertThat(NAMES).contains(rest.next().key().value());
            written.delete(keys);

            rest.forEachRemaining(object -> assertThat(keys).contains(object.key()));
        }
    }

    private Storage withNames() throws Exception {
        return reading(withNames(newStorage()));
    }

    private static Storage withNames(Storage storage) throws Exception {
        for (String name : NAMES) {
            storage.write(Key.of(name), text(name));
        }
        return storage;
    }

    private static Set<String> names(Storage storage, String prefix) throws Exception {
        try (Stream<StoredObject> objects = storage.list(prefix)) {
            List<String> names = objects.map(object -> object.key().value()).toList();
            assertThat(names).doesNotHaveDuplicates();
            return Set.copyOf(names);
        }
    }
}
