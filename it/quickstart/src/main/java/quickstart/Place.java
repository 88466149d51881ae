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
        return System.getProperty("storage", "").equals("s3") ? Bucket.open() : Folder.create();
    }

    static void setting(String option, Object value) {
        System.setProperty("storedfile.storages.default." + option, value.toString());
    }
}
