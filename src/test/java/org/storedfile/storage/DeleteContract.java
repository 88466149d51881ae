package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.text;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every storage promises of removing. */
public interface DeleteContract extends StorageFixture {
    @Test
    default void what_was_deleted_is_gone_and_the_rest_stays() throws Exception {
        Storage storage = newStorage();
        Key gone = Key.of("folder/gone.txt");
        Key stays = Key.of("folder/stays.txt");
        storage.write(gone, text("gone"));
        storage.write(stays, text("stays"));

        storage.delete(List.of(gone));

        assertThat(reading(storage).find(gone)).isEmpty();
        assertThatThrownBy(() -> reading(storage).read(gone)).isInstanceOf(NoSuchFileException.class);
        assertThat(reading(storage).read(stays)).hasContent("stays");
    }

    @Test
    default void a_deleted_key_is_free_again() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("folder/sub/again.txt");
        storage.write(key, text("first"));
        storage.delete(List.of(key));

        storage.write(key, text("second"));

        assertThat(reading(storage).read(key)).hasContent("second");
    }

    @Test
    default void deleting_what_is_not_there_is_fine() throws Exception {
        Storage storage = newStorage();
        storage.write(Key.of("object"), text("bytes"));

        assertThatCode(() -> storage.delete(List.of(
                        Key.of("object/far/below"),
                        Key.of("never/was.txt"),
                        Key.of("nor this"),
                        Key.of("object/below"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> storage.delete(List.of())).doesNotThrowAnyException();
        assertThat(reading(storage).read(Key.of("object"))).hasContent("bytes");
    }

    @Test
    default void a_key_given_twice_is_deleted_once() throws Exception {
        Storage storage = newStorage();
        Key key = Key.of("twice.txt");
        storage.write(key, text("bytes"));

        storage.delete(List.of(key, key));

        assertThat(reading(storage).find(key)).isEmpty();
    }

    @Test
    default void deleting_the_name_of_a_folder_leaves_what_is_in_it() throws Exception {
        Storage storage = newStorage();
        storage.write(Key.of("folder/inside.txt"), text("inside"));

        storage.delete(List.of(Key.of("folder")));

        assertThat(reading(storage).read(Key.of("folder/inside.txt"))).hasContent("inside");
    }

    @Test
    default void deleting_does_not_take_a_name_for_a_prefix_or_a_pattern() throws Exception {
        Storage storage = newStorage();
        storage.write(Key.of("name.txt"), text("stays"));
        storage.write(Key.of(".name.txt.partial"), text("stays too"));

        storage.delete(List.of(
                Key.of("absent.txt"), Key.of("name"), Key.of("name*"), Key.of("n?me.txt"), Key.of("[n]ame.txt")));

        assertThat(reading(storage).read(Key.of("name.txt"))).hasContent("stays");
        assertThat(reading(storage).read(Key.of(".name.txt.partial"))).hasContent("stays too");
    }

    @Test
    default void deleting_a_key_leaves_another_that_looks_like_its_leftovers() throws Exception {
        Storage storage = newStorage();
        Key lookalike = Key.of("folder/.name.txt.partial");
        storage.write(Key.of("folder/name.txt"), text("goes"));
        storage.write(lookalike, text("stays"));

        storage.delete(List.of(Key.of("folder/name.txt")));

        assertThat(reading(storage).read(lookalike)).hasContent("stays");
    }

    @Test
    default void more_than_a_thousand_keys_go_in_one_call() throws Exception {
        Storage storage = newStorage();
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 2_100; i++) {
            keys.add(Key.of("batch/" + i + ".txt"));
        }
        for (Key key : List.of(keys.get(0), keys.get(999), keys.get(1_000), keys.get(2_000), keys.get(2_099))) {
            storage.write(key, text("bytes"));
        }

        storage.delete(keys);

        try (Stream<StoredObject> left = reading(storage).list("")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    default void what_a_dead_writer_left_is_no_object_and_goes_with_its_key() throws Exception {
        Key key = Key.of("folder/unfinished.bin");
        Storage storage = afterDeadWriter(key);
        assertThat(leftovers(storage)).as("left by the dead writer").isPositive();

        assertThat(reading(storage).find(key)).isEmpty();
        assertThatThrownBy(() -> reading(storage).read(key)).isInstanceOf(NoSuchFileException.class);
        try (Stream<StoredObject> objects = reading(storage).list("")) {
            assertThat(objects).isEmpty();
        }

        storage.delete(List.of(Key.of("folder/other.bin")));
        assertThat(leftovers(storage)).as("after another key was deleted").isPositive();

        storage.delete(List.of(key));
        assertThat(leftovers(storage)).as("after the key was deleted").isZero();
    }

    @Test
    default void a_key_whose_writer_died_can_be_written() throws Exception {
        Key key = Key.of("folder/unfinished.bin");
        Storage storage = afterDeadWriter(key);

        storage.write(key, text("second writer"));

        assertThat(reading(storage).read(key)).hasContent("second writer");
        storage.delete(List.of(key));
        assertThat(leftovers(storage)).isZero();
    }

    private Storage afterDeadWriter(Key key) throws Exception {
        return newStorageAfterDeadWriter(key)
                .orElseGet(() -> Assumptions.abort("writers of this medium leave nothing when they die"));
    }
}
