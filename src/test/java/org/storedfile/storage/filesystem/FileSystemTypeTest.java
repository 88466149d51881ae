package org.storedfile.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.storedfile.storage.TestContents.text;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkCheck;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.LinkSigner;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileSystemTypeTest {
    private static final Key KEY = Key.of("folder/file.txt");
    private static final String SECRET = "a secret of at least 32 characters";

    @TempDir
    Path temp;

    private final Map<String, String> values = new HashMap<>();
    private final StorageOptions options = new StorageOptions(name -> Optional.ofNullable(values.get(name)));

    private Storage storage() throws IOException {
        StorageType.Factory factory = new FileSystemType().configure(options);
        assertThat(options.faults()).isEmpty();
        return factory.create();
    }

    private Storage storage(String name) throws IOException {
        return new FileSystemType()
                .configure(new StorageOptions(name, "", option -> Optional.ofNullable(values.get(option))))
                .create();
    }

    @Test
    void it_is_found_by_its_name() {
        assertThat(ServiceLoader.load(StorageType.class))
                .extracting(StorageType::name)
                .contains("filesystem", "memory");
    }

    @Test
    void a_location_is_enough() throws IOException {
        values.put("location", temp.resolve("new/folder").toString());

        Storage storage = storage();

        storage.write(KEY, text("bytes"));
        assertThat(temp.resolve("new/folder/folder/file.txt")).hasContent("bytes");
        assertThat(storage.as(Links.class)).isEmpty();
    }

    @Test
    void modes_are_octal_or_symbolic() throws IOException {
        values.put("location", temp.toString());
        values.put("file-mode", "0640");
        values.put("directory-mode", "rwxr-x---");

        storage().write(KEY, text("bytes"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("folder/file.txt"))))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("folder"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void links_of_one_node_are_valid_on_another_with_the_same_secret_or_an_old_one() throws IOException {
        values.put("location", temp.toString());
        values.put("base-url", "https://example.org/files");
        values.put("secret", SECRET);
        String query = storage()
                .as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        values.put("secret", "a newer secret, of at least 32 characters");
        values.put("old-secrets", "some-other-secret-of-32-characters-too, " + SECRET);
        assertThat(signer(storage()).check(KEY.value(), query)).isInstanceOf(LinkCheck.Valid.class);
    }

    @Test
    void without_a_secret_links_live_as_long_as_the_process() throws IOException {
        values.put("location", temp.toString());
        values.put("base-url", "https://example.org/files");

        String query = storage()
                .as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        assertThat(signer(storage()).check(KEY.value(), query)).isInstanceOf(LinkCheck.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/invoices",
                "https://example.org/",
                "https://example.org/files/more",
                "https://example.org/Files",
                "https://other.example.org/files",
                "https://example.org:8443/files",
                "https://example.org:80/files",
                "http://example.org/files"
            })
    void links_do_not_open_another_storage_with_the_same_secret(String other) throws IOException {
        values.put("location", temp.toString());
        values.put("secret", SECRET);
        values.put("base-url", "https://example.org/files");
        String query = storage()
                .as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        values.put("base-url", other);

        assertThat(signer(storage()).check(KEY.value(), query)).isInstanceOf(LinkCheck.Forged.class);
    }

    @Test
    void storages_may_share_an_address_and_a_secret() throws IOException {
        values.put("location", temp.toString());
        values.put("base-url", "https://example.org/files");
        Storage invoices = storage("invoices");
        String query = invoices.as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        assertThat(signer(storage("invoices")).check(KEY.value(), query)).isInstanceOf(LinkCheck.Valid.class);
        assertThat(signer(storage("default")).check(KEY.value(), query)).isInstanceOf(LinkCheck.Forged.class);
        assertThat(signer(storage()).check(KEY.value(), query)).isInstanceOf(LinkCheck.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/files/",
                "https://example.org/files//",
                "https://example.org:443/files",
                "HTTPS://Example.ORG/files",
                "https://example.org/./files"
            })
    void nodes_may_write_the_same_address_in_other_ways(String same) throws IOException {
        values.put("location", temp.toString());
        values.put("secret", SECRET);
        values.put("base-url", "https://example.org/files");
        String query = storage()
                .as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        values.put("base-url", same);

        assertThat(signer(storage()).check(KEY.value(), query)).isInstanceOf(LinkCheck.Valid.class);
    }

    @Test
    void links_below_a_path_have_no_host() throws IOException {
        values.put("location", temp.toString());
        values.put("base-url", "/gallery/files");
        values.put("secret", SECRET);
        Storage storage = storage();

        URI link = storage.as(Links.class).orElseThrow().url(KEY, LinkOptions.DEFAULTS);

        assertThat(link.toString()).startsWith("/gallery/files/" + KEY + "?expires=");
        assertThat(signer(storage).check(KEY.value(), link.getRawQuery())).isInstanceOf(LinkCheck.Valid.class);
    }

    @ParameterizedTest
    @CsvSource({"/gallery/files/, true", "/gallery/./files, true", "/files, false", "https://a.org/gallery/files, false"
    })
    void links_below_a_path_open_that_path_alone(String other, boolean isSame) throws IOException {
        values.put("location", temp.toString());
        values.put("secret", SECRET);
        values.put("base-url", "/gallery/files");
        String query = storage()
                .as(Links.class)
                .orElseThrow()
                .url(KEY, LinkOptions.DEFAULTS)
                .getRawQuery();

        values.put("base-url", other);

        assertThat(signer(storage()).check(KEY.value(), query) instanceof LinkCheck.Valid)
                .isEqualTo(isSame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"files", "./files", "../files", "//example.org/files", "///files", "/files?a=b", "/files#a"})
    void an_address_is_whole_or_an_absolute_path(String base) {
        values.put("location", temp.toString());
        values.put("base-url", base);

        new FileSystemType().configure(options);

        assertThat(options.faults()).singleElement().asString().startsWith("'base-url' must be an http or https");
    }

    @Test
    void old_secrets_do_not_stand_in_for_a_secret() {
        values.put("location", temp.toString());
        values.put("base-url", "https://example.org/files");
        values.put("old-secrets", SECRET);

        new FileSystemType().configure(options);

        assertThat(options.faults()).containsExactly("'old-secrets' needs 'secret'");
    }

    private static LinkSigner signer(Storage storage) {
        return storage.as(LinkSigner.class).orElseThrow();
    }

    @Test
    void everything_that_is_wrong_is_told_and_no_secret_is_shown() {
        values.put("base-url", "ftp://example.org?x=1");
        values.put("secret", "hush");
        values.put("old-secrets", "hush-hush");
        values.put("link-expiry", "PT0S");
        values.put("file-mode", "999");
        values.put("directory-mode", "rwx");
        values.put("durability", "maybe");

        new FileSystemType().configure(options);

        assertThat(options.faults())
                .hasSize(8)
                .contains("'location' is missing", "'secret' must have at least 32 bytes")
                .noneMatch(fault -> fault.contains("hush"));
        assertThat(options.asked())
                .containsExactlyInAnyOrder(
                        "location",
                        "base-url",
                        "secret",
                        "old-secrets",
                        "link-expiry",
                        "file-mode",
                        "directory-mode",
                        "durability");
    }
}
