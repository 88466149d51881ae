package org.storedfile;

/**
 * Tells the media type of a file. Implementations are thread safe. One that {@link java.util.ServiceLoader} finds is
 * used instead of the JDK's knowledge.
 */
@FunctionalInterface
public interface ContentTypeDetector {
    /** The most bytes of a file that are shown to a detector. */
    int HEAD_LENGTH = 8192;

    /**
     * Returns the media type, such as {@code image/png}, without parameters; {@code application/octet-stream} if it
     * cannot be told.
     *
     * @param fileName the file's name, of which the extension matters
     * @param head the first bytes of the file, at most {@value #HEAD_LENGTH}; empty if they are not at hand
     */
    String detect(String fileName, byte[] head);

    /** Returns the first that {@link java.util.ServiceLoader} finds: Apache Tika if it is there; else the JDK's. */
    static ContentTypeDetector discovered() {
        return Services.find(ContentTypeDetector.class).stream().findFirst().orElseGet(JdkContentTypes::new);
    }
}
