package org.storedfile.persistence.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PreUpdate;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.Default;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.storedfile.ContentTypeDetector;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.storage.Content;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;
import org.storedfile.validation.OnMismatch;

/** Constraints on files: broken ones keep a flush from storing a byte, and streams that lie are cut off. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ValidationTest {
    private static final String MODE = "jakarta.persistence.validation.mode";
    private static final int LIMIT = 100_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 0};

    @RegisterExtension
    static final Unit UNIT = Unit.of(Post.class, Detail.class, Numbered.class, Author.class, Measured.class)
            .with(MODE, "callback")
            .with(
                    "jakarta.persistence.validation.group.pre-update",
                    Edited.class.getName() + "," + Default.class.getName());

    @Test
    void a_broken_rule_fails_the_flush_before_a_byte_is_stored() {
        Post post = new Post("title");
        post.picture = FileRef.of("photo.png", "<html>");
        Post other = new Post("other");
        other.picture = FileRef.of("good.png", PNG);

        ConstraintViolationException refusal = refusal(em -> {
            em.persist(other);
            em.persist(post);
        });

        assertThat(refusal.getConstraintViolations()).singleElement().satisfies(violation -> {
            assertThat(violation.getRootBean()).isSameAs(post);
            assertThat(violation.getLeafBean()).isSameAs(post);
            assertThat(violation.getPropertyPath()).hasToString("picture");
            assertThat(violation.getInvalidValue()).isSameAs(post.picture);
            assertThat(violation.getMessage()).isEqualTo("must be of type image/*, but is text/html");
        });
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_file_that_keeps_the_rules_is_stored_once_without_a_further_call() {
        Post post = new Post("title");
        post.picture = FileRef.of("photo.png", new ByteArrayInputStream(PNG));

        UNIT.save(post);

        assertThat(UNIT.storage().calls()).hasSize(1);
        assertThat(UNIT.storage().text(post.picture.key())).hasSize(new String(PNG, UTF_8).length());
    }

    @Test
    void a_refused_file_can_be_saved_where_it_is_allowed() {
        Post post = new Post("title");
        post.picture = FileRef.of("page.html", new ByteArrayInputStream("<html>long enough".getBytes(UTF_8)));
        refusal(em -> em.persist(post));
        Post again = new Post("title");
        again.large = post.picture;

        UNIT.save(again);

        assertThat(UNIT.storage().text(again.large.key())).isEqualTo("<html>long enough");
    }

    @Test
    void an_embeddable_in_a_collection_is_judged_before_a_byte_is_stored() {
        Post post = new Post("title");
        post.details.add(new Detail(FileRef.of("d", "too long")));

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations()).hasSize(1);
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    // EclipseLink validates with persist(), and then no embeddable of a collection.
    @Tag("hibernate")
    @Test
    void an_embeddable_and_a_collection_are_named_in_the_path() {
        Post post = new Post("title");
        post.detail = new Detail(FileRef.of("a", "too long"));
        post.pages.add(FileRef.of("b", "ok"));
        post.pages.add(FileRef.of("c", "too long"));
        post.details.add(new Detail(FileRef.of("d", "too long")));

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations())
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactlyInAnyOrder("detail.scan", "pages[1].<list element>", "details[0].scan");
        assertThat(refusal.getConstraintViolations())
                .filteredOn(violation -> violation.getPropertyPath().toString().equals("detail.scan"))
                .extracting(ConstraintViolation::getLeafBean)
                .containsExactly(post.detail);
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void other_constraints_of_a_new_row_are_found_before_a_byte_is_stored() {
        Post post = new Post(null);
        post.picture = FileRef.of("photo.png", PNG);

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations())
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactly("title");
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void other_constraints_of_an_updated_row_leave_nothing_behind() {
        Post post = UNIT.save(new Post("title"));

        ConstraintViolationException refusal = refusal(em -> {
            Post loaded = em.find(Post.class, post.id);
            loaded.title = null;
            loaded.small = FileRef.of("a", "ok");
        });

        assertThat(refusal.getConstraintViolations()).hasSize(1);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void what_a_callback_sets_in_an_update_may_be_missing_before() {
        Post post = UNIT.save(new Post("title"));
        assertThat(post.editor).isNull();

        UNIT.commit(em -> em.find(Post.class, post.id).small = FileRef.of("a", "ok"));

        assertThat(UNIT.value("select editor from Post where id = ?", post.id)).hasValue("callback");
    }

    // EclipseLink validates with persist(), before there are any.
    @Tag("hibernate")
    @Test
    void siblings_that_must_not_be_null_get_their_values_first() {
        Measured measured = new Measured();
        measured.file = FileRef.of("photo.png", PNG);

        UNIT.save(measured);

        assertThat(UNIT.value("select length from Measured where id = ?", measured.id))
                .hasValue(String.valueOf(PNG.length));
    }

    @Test
    void an_update_is_checked_too() {
        Post post = UNIT.save(new Post("title"));

        ConstraintViolationException refusal =
                refusal(em -> em.find(Post.class, post.id).small = FileRef.of("a", "too long"));

        assertThat(refusal.getConstraintViolations()).hasSize(1);
        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_row_of_an_IDENTITY_is_checked_before_its_insert() {
        Numbered numbered = new Numbered();
        numbered.file = FileRef.of("a", "too long");

        ConstraintViolationException refusal = refusal(em -> em.persist(numbered));

        assertThat(refusal.getConstraintViolations()).hasSize(1);
        assertThat(UNIT.storage().calls()).isEmpty();
        assertThat(UNIT.rows("select id from Numbered")).isEmpty();
    }

    @Test
    void entities_that_an_entity_refers_to_are_validated_by_themselves() {
        Author author = UNIT.save(new Author());
        Post post = new Post("title");
        post.small = FileRef.of("a", "ok");

        assertThatCode(() -> UNIT.commit(em -> {
                    post.author = em.find(Author.class, author.id);
                    post.author.isBroken = true;
                    em.persist(post);
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void a_stored_file_is_not_asked_for_again() {
        Post post = new Post("title");
        post.picture = FileRef.of("photo.png", PNG);
        UNIT.save(post);
        UNIT.storage().forgetCalls();

        UNIT.commit(em -> em.find(Post.class, post.id).title = "other");

        assertThat(UNIT.storage().calls()).isEmpty();
    }

    @Test
    void a_stream_longer_than_allowed_is_cut_off_at_the_limit() {
        Post post = new Post("title");
        Counting stream = new Counting(Long.MAX_VALUE);
        post.large = FileRef.of("movie.bin", stream);

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations()).singleElement().satisfies(violation -> {
            assertThat(violation.getPropertyPath()).hasToString("large");
            assertThat(violation.getMessage()).isEqualTo("must be at most 97.7 KB, but is larger");
        });
        assertThat(refusal).hasStackTraceContaining("the file 'movie.bin' of Post.large could not be stored");
        assertThat(stream.count).isBetween((long) LIMIT, (long) LIMIT + ContentTypeDetector.HEAD_LENGTH);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_stream_that_lies_about_its_length_is_cut_off_at_the_limit() {
        Post post = new Post("title");
        Counting stream = new Counting(Long.MAX_VALUE);
        post.large = FileRef.of("movie.bin", stream, 10);

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations()).singleElement().satisfies(violation -> {
            assertThat(violation.getRootBean()).isSameAs(post);
            assertThat(violation.getPropertyPath()).hasToString("large");
            assertThat(violation.getMessage()).isEqualTo("must be at most 97.7 KB, but is larger");
        });
        assertThat(stream.count).isBetween((long) LIMIT, (long) LIMIT + ContentTypeDetector.HEAD_LENGTH);
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_stream_that_lies_about_its_length_within_the_limit_is_not_published() {
        Post post = new Post("lies");
        Counting stream = new Counting(50_000);
        post.large = FileRef.of("movie.bin", stream, 10);

        Throwable refusal = catchThrowable(() -> UNIT.save(post));

        assertThat(refusal)
                .hasStackTraceContaining("the file 'movie.bin' of Post.large could not be stored")
                .hasStackTraceContaining("50000 bytes were stored, but 10 were announced");
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(UNIT.rows("select id from Post where title = 'lies'")).isEmpty();
    }

    @Test
    void a_stream_shorter_than_allowed_is_not_published() {
        Post post = new Post("title");
        post.large = FileRef.of("movie.bin", new Counting(3));

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be at least 10 B, but is 3 B");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void content_that_is_another_when_it_is_stored_is_refused() {
        Post post = new Post("title");
        post.picture = FileRef.of("photo.png", new Changing(PNG, "<html>".getBytes(UTF_8)));

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be of type image/*, but is text/html");
        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_name_that_contradicts_the_content_is_corrected_if_that_is_said() {
        Post post = new Post("title");
        post.renamed = FileRef.of("photo.jpg", PNG);

        UNIT.save(post);

        assertThat(post.renamed.key()).matches("photo_[a-z0-9]{12}\\.png");
        assertThat(post.renamedAs).isEqualTo("photo.png");
    }

    @Test
    void an_object_that_lay_there_already_is_checked() {
        UNIT.storage().put("legacy/long", "too long");
        Post post = new Post("title");
        post.small = org.storedfile.StoredFiles.current().existing("default", "legacy/long");

        ConstraintViolationException refusal = refusal(em -> em.persist(post));

        assertThat(refusal.getConstraintViolations()).hasSize(1);
        assertThat(UNIT.storage().keys()).containsExactly("legacy/long");
    }

    @Test
    void a_copy_is_judged_by_what_it_copies() {
        Post post = new Post("title");
        post.large = FileRef.of("movie.bin", "just long enough");
        UNIT.save(post);
        EntityManager em = UNIT.factory().createEntityManager();
        FileRef copy = em.find(Post.class, post.id).large.copy();
        em.close();
        Post other = new Post("title");
        other.small = copy;

        ConstraintViolationException refusal = refusal(session -> session.persist(other));

        assertThat(refusal.getConstraintViolations())
                .extracting(ConstraintViolation::getMessage)
                .containsExactly("must be at most 4 B, but is 16 B");
    }

    @Test
    void a_unit_without_validation_checks_nothing() {
        try (Unit unit = Unit.of(Post.class, Detail.class, Numbered.class, Author.class, Measured.class)
                .beside(UNIT)
                .with(MODE, "none")
                .start()) {
            Post post = new Post(null);
            post.small = FileRef.of("a", "too long");

            unit.save(post);

            assertThat(post.small.isStored()).isTrue();
        }
    }

    // EclipseLink refuses with persist(), and its message names no violation.
    @Tag("hibernate")
    @Test
    void the_groups_are_those_of_the_unit() {
        try (Unit unit = Unit.of(Post.class, Detail.class, Numbered.class, Author.class, Measured.class)
                .beside(UNIT)
                .with(MODE, "callback")
                .with("jakarta.persistence.validation.group.pre-persist", Strict.class.getName())
                .start()) {
            Post post = new Post(null);
            post.small = FileRef.of("a", "ok");
            post.strict = FileRef.of("a", "too long");

            Throwable refusal = catchThrowable(() -> unit.save(post));

            assertThat(refusal).hasStackTraceContaining("strict: must be at most 4 B, but is 8 B");
            assertThat(refusal).hasStackTraceContaining("ConstraintViolationException");
            assertThat(unit.storage().calls()).isEmpty();
        }
    }

    private static ConstraintViolationException refusal(Consumer<EntityManager> work) {
        Throwable[] thrown = new Throwable[1];
        try (var transaction = UNIT.begin()) {
            thrown[0] = catchThrowable(() -> {
                work.accept(transaction.em());
                transaction.em().flush();
            });
        }
        Throwable found = thrown[0];
        while (found != null && !(found instanceof ConstraintViolationException)) {
            found = found.getCause();
        }
        return Optional.ofNullable((ConstraintViolationException) found)
                .orElseThrow(() -> new AssertionError("no violation", thrown[0]));
    }

    interface Strict {}

    interface Edited {}

    /** Zeros, counted as they are read. */
    private static final class Counting extends InputStream {
        private final long length;
        private long count;

        Counting(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) {
            int read = (int) Math.min(wanted, length - count);
            count += read;
            return read == 0 ? -1 : read;
        }
    }

    /** Other bytes each time. */
    private static final class Changing implements Content {
        private final List<byte[]> all;
        private int opened;

        Changing(byte[]... all) {
            this.all = List.of(all);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(all.get(Math.min(opened++, all.size() - 1)));
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /** Has rules of each kind. */
    @Entity(name = "Post")
    public static class Post {
        @Id
        @GeneratedValue
        Long id;

        @NotNull
        String title;

        @NotNull(groups = Edited.class)
        String editor;

        @FileType("image/*")
        @FileSize(max = "1 MB")
        FileRef picture;

        @FileType(value = "image/*", onMismatch = OnMismatch.RENAME)
        @StoredFile(nameAttribute = "renamedAs")
        FileRef renamed;

        String renamedAs;

        @FileSize(max = "4")
        FileRef small;

        @FileSize(min = "10", max = "" + LIMIT)
        FileRef large;

        @FileSize(max = "4", groups = Strict.class)
        FileRef strict;

        @Embedded
        @Valid
        Detail detail;

        @ElementCollection
        @OrderColumn
        List<@FileSize(max = "4") FileRef> pages = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<@Valid Detail> details = new ArrayList<>();

        @ManyToOne
        @Valid
        Author author;

        Post() {}

        Post(String title) {
            this.title = title;
        }

        @PreUpdate
        void edit() {
            editor = "callback";
        }
    }

    /** A file in an embeddable. */
    @Embeddable
    public static class Detail {
        @FileSize(max = "4")
        FileRef scan;

        Detail() {}

        Detail(FileRef scan) {
            this.scan = scan;
        }
    }

    /** Is inserted when it is persisted. */
    @Entity(name = "Numbered")
    public static class Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @FileSize(max = "4")
        FileRef file;
    }

    /** Has a sibling that is never null. */
    @Entity(name = "Measured")
    public static class Measured {
        @Id
        @GeneratedValue
        Long id;

        @FileType("image/png")
        @StoredFile(sizeAttribute = "length")
        FileRef file;

        @NotNull
        Long length;
    }

    /** May be broken where no column says so. */
    @Entity(name = "Author")
    public static class Author {
        @Id
        @GeneratedValue
        Long id;

        @jakarta.persistence.Transient
        @jakarta.validation.constraints.AssertFalse
        boolean isBroken;
    }
}
