package org.storedfile.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.UploadTo;
import org.storedfile.storage.Key;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadTemplateTest {
    // Still the 22nd in UTC.
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneId.of("Asia/Tokyo"));

    private final Album album = new Album(7L, new Owner("Jane Doe"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                            | ''
                    covers                        | covers
                    covers/                       | covers
                    a b/c                         | a b/c
                    covers/{yyyy}/{MM}/{dd}       | covers/2026/11/22
                    {entity}/{attribute}          | Album/details.scan
                    {id}                          | 7
                    {owner.name}                  | Jane_Doe
                    {owner.name}/x                | Jane_Doe/x
                    of-{owner.name}-{id}/{yyyy}   | of-Jane_Doe-7/2026
                    {shelf.row}                   | 3
                    {released}                    | 2026-01-31
                    {released.year}               | 2026
                    {kind}                        | LIVE
                    {inherited}                   | from_above
                    {hidden}                      | no_getter
                    {rare}                        | true
                    {subtitle}                    | none
                    """)
    void placeholders_are_replaced(String template, String folder) {
        assertThat(folder(template, album)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ../../x        | ....x
                    a/b            | ab
                    a\\b           | ab
                    /etc           | etc
                    ..             | _
                    😀             | _
                    '   '          | _
                    a.             | a
                    a:b            | ab
                    con            | con_
                    con.x          | con_x
                    Ünal           | Ünal
                    """)
    void a_value_is_one_segment_whatever_it_holds(String name, String segment) {
        Album hostile = new Album(1L, new Owner(name));

        assertThat(folder("in/{owner.name}/{yyyy}", hostile)).isEqualTo("in/" + segment + "/2026");
    }

    @Test
    void nothing_but_a_value_of_which_nothing_is_left_is_a_folder_too() {
        assertThat(folder("{owner.name}", new Album(1L, new Owner("😀")))).isEqualTo("_");
    }

    @Test
    void the_folder_of_one_entity_is_not_that_of_the_next() {
        UploadTemplate template = UploadTemplate.parse("{owner.name}");

        assertThat(Stream.of("Jane", "Jane", "Joe", "😀", "Jane")
                        .map(name -> new Album(1L, new Owner(name)))
                        .map(entity -> template.folder(new UploadTo.Upload(entity, "scan", "a.png"), "Album")))
                .containsExactly("Jane", "Jane", "Joe", "_", "Jane");
    }

    @Test
    void two_harmless_values_cannot_make_a_device_name() {
        assertThat(folder("{owner.name}n", new Album(1L, new Owner("co")))).isEqualTo("con_");
    }

    @Test
    void a_long_value_is_cut_to_what_a_segment_may_have() {
        String folder = folder("{owner.name}/{yyyy}", new Album(1L, new Owner("字".repeat(300))));

        assertThat(folder).isEqualTo("字".repeat(66) + "/2026");
        assertThat("字".repeat(66).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(Key.MAX_SEGMENT_BYTES);
    }

    @Test
    void every_value_gives_a_valid_folder() {
        Random seeded = new Random(20261122);
        UploadTemplate template = UploadTemplate.parse("a/{owner.name}.b{owner.name}/{owner.name}");
        String likely = "abc.. /\\:_-con\u0301\u202E\uD83D\uDE00字\uD800\0";

        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = seeded.nextInt(60); length > 0; length--) {
                name.append(likely.charAt(seeded.nextInt(likely.length())))
                        .appendCodePoint(seeded.nextInt(Character.MAX_CODE_POINT + 1));
            }

            String folder = template.folder(upload(new Album(1L, new Owner(name.toString()))), "Album");

            assertThat(folder.split("/", -1))
                    .as("the folder of '%s'", name)
                    .hasSize(3)
                    .allMatch(Key::isSegment);
        }
    }

    @Test
    void null_is_an_error_that_names_entity_attribute_template_and_property() {
        assertThatThrownBy(() -> folder("covers/{owner.name}", new Album(1L, new Owner(null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no folder for Album.details.scan: the upload template 'covers/{owner.name}' names"
                        + " {owner.name}, but 'name' is null: set it before the flush");
        assertThatThrownBy(() -> folder("covers/{owner.name}", new Album(1L, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'owner' is null");
    }

    @Test
    void what_a_getter_throws_is_the_cause() {
        assertThatThrownBy(() -> folder("{broken}", album))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'broken' cannot be read: java.lang.UnsupportedOperationException: not today")
                .hasRootCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_proxy_is_looked_behind() {
        UnaryOperator<Object> unproxy = object -> object instanceof Proxy proxy ? proxy.target : object;
        UploadTemplate template = UploadTemplate.parse("{any.name}", CLOCK, unproxy);
        album.any = new Proxy(new Owner("Jane"));

        assertThat(template.folder(upload(album), "Album")).isEqualTo("Jane");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/covers",
                "covers//x",
                "//",
                "../x",
                "a/../b",
                "a/./b",
                ".",
                "a\\b",
                "a:b",
                "con/x",
                "a./b",
                "a /b",
                "{id}./b",
                "a\0b",
                "a\u202Eb",
                "{",
                "}",
                "{id",
                "id}",
                "{{id}}",
                "{}",
                "{ id }",
                "{yyyy-MM}",
                "{owner..name}",
                "{owner.}",
                "{1d}",
                "covers/%Y/%m"
            })
    void what_is_no_template_is_refused_with_what_is_allowed(String template) {
        assertThatThrownBy(() -> UploadTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + template + "'")
                .hasMessageContaining(
                        "allowed are text, '/' between folders, {yyyy}, {MM}, {dd}, {entity}, {attribute}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{yyyy}",
                "{id}",
                "{owner.name}",
                "{shelf.row}",
                "{inherited}",
                "{hidden}",
                "{any.thing}",
                "{generic.thing}"
            })
    void properties_that_the_declared_types_have_or_may_have_pass(String template) {
        assertThatCode(() -> UploadTemplate.parse(template).check(Album.class)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "{year}, Album, year",
        "{owner.nme}, Owner, nme",
        "{owner.name.first}, java.lang.String, first",
        "{count}, Album, count",
        "{nothing}, Album, nothing",
    })
    void a_property_that_is_missing_is_found_before_there_is_an_entity(String template, String type, String step) {
        assertThatThrownBy(() -> UploadTemplate.parse(template).check(Album.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the upload template '" + template + "' names " + template + ", but ")
                .hasMessageContaining(type + " has no property '" + step + "'");
    }

    @Test
    void a_template_tells_whether_it_uses_a_property() {
        UploadTemplate template = UploadTemplate.parse("{id}/{owner.name}/{entity}");

        assertThat(template.uses("id")).isTrue();
        assertThat(template.uses("owner")).isTrue();
        assertThat(template.uses("name")).isFalse();
        assertThat(template.uses("entity")).isFalse();
    }

    private static String folder(String template, Album entity) {
        return UploadTemplate.parse(template, CLOCK, UnaryOperator.identity()).folder(upload(entity), "Album");
    }

    private static UploadTo.Upload upload(Object entity) {
        return new UploadTo.Upload(entity, "details.scan", "front.png");
    }

    enum Kind {
        LIVE
    }

    record Shelf(int row) {}

    record Owner(@Nullable String name) {}

    static class Proxy {
        private final Object target;

        Proxy(Object target) {
            this.target = target;
        }
    }

    static class Item<T> {
        @Nullable
        T generic;

        String inherited() {
            return "from above";
        }
    }

    @SuppressWarnings("unused")
    static class Album extends Item<String> {
        static int count = 1;

        @Nullable
        Object any;

        private final long id;
        private final @Nullable Owner owner;
        private final String hidden = "no getter";
        private final String subtitle = "none";

        Album(long id, @Nullable Owner owner) {
            this.id = id;
            this.owner = owner;
        }

        public long getId() {
            return id;
        }

        protected @Nullable Owner getOwner() {
            return owner;
        }

        Shelf getShelf() {
            return new Shelf(3);
        }

        public LocalDate getReleased() {
            return LocalDate.of(2026, 1, 31);
        }

        public Kind getKind() {
            return Kind.LIVE;
        }

        public boolean isRare() {
            return true;
        }

        public Optional<String> getSubtitle() {
            return Optional.of(subtitle);
        }

        public String getBroken() {
            throw new UnsupportedOperationException("not today");
        }

        public void nothing() {}
    }
}
