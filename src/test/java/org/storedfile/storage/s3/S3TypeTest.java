package org.storedfile.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.storedfile.storage.TestContents.bytes;
import static org.storedfile.storage.TestContents.text;

import java.io.File;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;
import org.storedfile.storage.LinkOptions;
import org.storedfile.storage.Links;
import org.storedfile.storage.Storage;
import org.storedfile.storage.StorageOptions;
import org.storedfile.storage.StorageType;
import org.storedfile.storage.StoredObject;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class S3TypeTest {
    private final Key key = Key.of("folder/file.txt");

    @Test
    void it_is_found_by_its_name() {
        assertThat(ServiceLoader.load(StorageType.class))
                .filteredOn(type -> type.name().equals("s3"))
                .singleElement()
                .isInstanceOf(S3Type.class);
    }

    @Test
    void a_server_of_ones_own_needs_endpoint_bucket_and_keys() throws Exception {
        try (S3Server server = S3Server.start();
                Relay relay = new Relay(server.endpoint())) {
            Storage storage = create(Map.of(
                    "endpoint", relay.endpoint().toString(),
                    "bucket", S3Server.BUCKET,
                    "access-key", S3Server.ACCESS_KEY,
                    "secret-key", S3Server.SECRET_KEY,
                    "prefix", "media"));

            storage.write(key, text("bytes"));
            storage.write(Key.of("empty"), Content.of(new byte[0]));
            storage.write(Key.of("long"), Content.of(new java.io.ByteArrayInputStream(bytes(17 << 20))));

            assertThat(storage.read(key)).hasContent("bytes");
            assertThat(storage.read(Key.of("empty"))).isEmpty();
            assertThat(storage.list(""))
                    .extracting(StoredObject::key)
                    .hasSize(3)
                    .contains(key);
            assertThat(storage.as(Links.class).orElseThrow().url(key, LinkOptions.DEFAULTS))
                    .hasPath("/files/media/folder/file.txt");
            assertThat(relay.heads())
                    .noneMatch(head -> head.contains("aws-chunked"))
                    .noneMatch(head -> head.contains("x-amz-sdk-checksum-algorithm: crc"))
                    .filteredOn(head -> head.startsWith("put"))
                    .allMatch(head -> head.contains("content-md5: "))
                    .noneMatch(head -> head.contains("100-continue"));
            storage.delete(List.of(key, Key.of("empty"), Key.of("long")));
            assertThat(relay.heads())
                    .filteredOn(head -> head.contains("?delete"))
                    .singleElement()
                    .asString()
                    .contains("content-md5: ");
            close(storage);
            assertThatThrownBy(() -> storage.find(key)).hasMessageContaining("the storage is closed");
        }
    }

    @Test
    void a_thread_forgets_the_parser_of_its_last_answer() throws Exception {
        try (S3Server server = S3Server.start()) {
            Storage storage = create(Map.of(
                    "endpoint", server.endpoint().toString(),
                    "bucket", S3Server.BUCKET,
                    "access-key", S3Server.ACCESS_KEY,
                    "secret-key", S3Server.SECRET_KEY));
            Object last = parser();

            storage.write(key, text("bytes"));
            assertThat(storage.read(key)).hasContent("bytes");
            assertThat(parser()).as("as long as there was none").isSameAs(last);

            assertThat(storage.list("")).hasSize(1);
            assertThat(parser()).isNotSameAs(last);

            last = parser();
            assertThatThrownBy(() -> storage.read(Key.of("missing"))).isInstanceOf(NoSuchFileException.class);
            assertThat(parser()).as("of a refusal").isNotSameAs(last);

            last = parser();
            storage.write(Key.of("long"), Content.of(new java.io.ByteArrayInputStream(bytes(9 << 20))));
            assertThat(parser()).isNotSameAs(last);
            close(storage);
        }
    }

    // What the SDK has for this thread, made if there is none.
    private static Object parser() throws ReflectiveOperationException {
        Field field = XmlDomParser.class.getDeclaredField("FACTORY");
        field.setAccessible(true);
        return ((ThreadLocal<?>) field.get(null)).get();
    }

    @Test
    void every_checksum_is_understood() throws Exception {
        try (S3Server server = S3Server.start()) {
            for (String checksum : List.of("md5", "crc32", "crc32c", "sha1", "sha256", "client")) {
                Storage storage = create(Map.of(
                        "endpoint", server.endpoint().toString(),
                        "bucket", S3Server.BUCKET,
                        "access-key", S3Server.ACCESS_KEY,
                        "secret-key", S3Server.SECRET_KEY,
                        "checksum", checksum));
                Key each = Key.of("checked/" + checksum);

                storage.write(each, text("bytes"));
                storage.write(
                        Key.of("parts/" + checksum), Content.of(new java.io.ByteArrayInputStream(bytes(9 << 20))));

                assertThat(storage.read(each)).hasContent("bytes");
                assertThat(storage.find(Key.of("parts/" + checksum))
                                .orElseThrow()
                                .size())
                        .isEqualTo(9 << 20);
                close(storage);
            }
        }
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_without_the_values() {
        StorageOptions options = options(Map.of(
                "access-key", "AKIA-visible",
                "endpoint", "ftp://geheim",
                "part-size", "1MiB",
                "crt-memory", "255MiB",
                "prefix", "../up",
                "link-expiry", "PT0S",
                "cloudfront-key-id", "K1",
                "checksum-mode", "sometimes",
                "path-style", "maybe"));

        new S3Type().configure(options);

        assertThat(options.faults())
                .hasSize(11)
                .anyMatch(fault -> fault.startsWith("'bucket' is missing"))
                .anyMatch(fault -> fault.startsWith("'crt-memory' must be at least 268435456"))
                .anyMatch(fault -> fault.startsWith("'access-key' needs 'secret-key'"))
                .noneMatch(fault -> fault.contains("AKIA") || fault.contains("geheim"));
        assertThat(options.asked())
                .contains("region", "public-endpoint", "session-token", "chunked-encoding", "legacy-md5", "acl")
                .contains("conditional-writes", "storage-class", "sse", "kms-key", "cache-control", "custom-domain");
    }

    @Test
    void the_memory_of_the_crt_is_bounded_unless_set_too_and_holds_four_parts() {
        assertThat(crtMemory(Map.of())).isEqualTo(1L << 30);
        assertThat(crtMemory(Map.of("part-size", "1GiB"))).isEqualTo(4L << 30);
        assertThat(crtMemory(Map.of("part-size", "128MiB", "crt-memory", "256MiB")))
                .isEqualTo(256L << 20);
    }

    @Test
    void the_crt_opens_with_the_memory_that_it_gets_for_parts_of_any_size() throws Exception {
        for (String partSize : List.of("5MiB", "512MiB", "513MiB", "5GiB")) {
            Map<String, String> settings = Map.of(
                    "bucket", "files", "region", "eu-west-1", "access-key", "a", "secret-key", "b", "crt", "always");
            close(create(with(settings, "part-size", partSize, "upload-memory", "10GiB")));
        }
    }

    @Test
    void memory_of_the_crt_for_less_than_two_parts_is_refused() {
        StorageOptions options = options(Map.of("bucket", "files", "part-size", "200MiB", "crt-memory", "399MiB"));

        new S3Type().configure(options);

        assertThat(options.faults())
                .singleElement()
                .asString()
                .startsWith("'crt-memory' must be at least " + (400 << 20));
    }

    @Test
    void only_cloudfront_lets_links_live_for_more_than_seven_days() {
        StorageOptions s3 = options(Map.of("bucket", "files", "link-expiry", "P8D"));
        StorageOptions cloudFront = options(Map.of(
                "bucket", "files",
                "link-expiry", "P8D",
                "custom-domain", "d1.cloudfront.net",
                "cloudfront-key-id", "K1",
                "cloudfront-private-key", "pem"));

        new S3Type().configure(s3);
        new S3Type().configure(cloudFront);

        assertThat(s3.faults()).singleElement().asString().contains("'link-expiry'", "P7D");
        assertThat(cloudFront.faults()).isEmpty();
    }

    @Test
    void what_was_opened_is_closed_when_a_class_is_missing() {
        List<String> closed = new ArrayList<>();

        assertThatThrownBy(() -> OpenedS3.opening(opened -> {
                    opened.add(() -> closed.add("client"));
                    throw new NoClassDefFoundError("software/amazon/Missing");
                }))
                .isInstanceOf(NoClassDefFoundError.class);

        assertThat(closed).containsExactly("client");
    }

    @Test
    void closing_goes_on_after_a_failure() {
        List<String> closed = new ArrayList<>();
        S3Client client =
                S3Server.client(java.net.URI.create("http://127.0.0.1:1")).build();
        S3Storage storage = S3Storage.builder(client, "files")
                .closing(List.of(
                        () -> {
                            throw new IllegalStateException("first");
                        },
                        () -> {
                            throw new IllegalStateException("second");
                        },
                        client,
                        () -> closed.add("last")))
                .build();

        assertThatThrownBy(storage::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(closed).containsExactly("last");
    }

    @Test
    void the_sdks_defaults_hold_for_amazon() throws Exception {
        Storage storage =
                create(Map.of("bucket", "files", "region", "eu-west-1", "access-key", "a", "secret-key", "b"));

        assertThat(storage.as(Links.class).orElseThrow().url(key, LinkOptions.DEFAULTS))
                .hasHost("files.s3.eu-west-1.amazonaws.com");
        close(storage);
    }

    @Test
    void without_the_sdk_it_loads_and_says_what_is_missing() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("awssdk")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object type =
                    loader.loadClass(S3Type.class.getName()).getConstructor().newInstance();
            Class<?> optionsClass = loader.loadClass(StorageOptions.class.getName());
            Object options = optionsClass
                    .getConstructor(java.util.function.Function.class)
                    .newInstance((java.util.function.Function<String, Optional<String>>)
                            name -> Optional.of(name).filter("bucket"::equals));
            Object factory =
                    type.getClass().getMethod("configure", optionsClass).invoke(type, options);

            assertThatThrownBy(() -> {
                        var create = loader.loadClass(StorageType.Factory.class.getName())
                                .getMethod("create");
                        create.invoke(factory);
                    })
                    .cause()
                    .hasMessageContaining("needs software.amazon.awssdk:s3");
        }
    }

    private static Storage create(Map<String, String> values) throws Exception {
        StorageOptions options = options(values);
        StorageType.Factory factory = new S3Type().configure(options);
        assertThat(options.faults()).isEmpty();
        return factory.create();
    }

    private static long crtMemory(Map<String, String> values) {
        StorageOptions options = options(with(values, "bucket", "files"));
        long memory = S3Options.read(options).crtMemory();
        assertThat(options.faults()).isEmpty();
        return memory;
    }

    private static Map<String, String> with(Map<String, String> values, String... more) {
        Map<String, String> all = new HashMap<>(values);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static void close(Storage storage) throws Exception {
        storage.as(AutoCloseable.class).orElseThrow().close();
    }

    private static StorageOptions options(Map<String, String> values) {
        Map<String, String> copy = new HashMap<>(values);
        return new StorageOptions(name -> Optional.ofNullable(copy.get(name)));
    }
}
