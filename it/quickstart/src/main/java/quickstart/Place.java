package quickstart;

import java.io.IOException;
import org.storedfile.FileRef;

/**
 * Where the bytes go: a temporary folder, or a bucket. Sets the settings that an application would have in its
 * {@code META-INF/microprofile-config.properties}.
 */
interface Place extends AutoCloseable {
    /** Returns where the file's bytes are. */
    Object of(FileRef file);

    /** Fetches the file's bytes past Stored File. */
    byte[] bytes(FileRef file) throws IOException, InterruptedException;

    static Place fromOptions() throws Exception {
        String storage = System.getProperty("storage", "");
        return switch (storage) {
            case "s3" -> Bucket.open();
            case "", "filesystem" -> Folder.create();
            default -> throw new IllegalArgumentException("-Dstorage is 'filesystem' or 's3', not '" + storage + "'");
        };
    }

    static void setting(String option, Object value) {
        System.setProperty("storedfile.storages.default." + option, value.toString());
    }
}
