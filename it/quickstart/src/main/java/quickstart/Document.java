package quickstart;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A row with a file: one column holds the key, four more say what the file is. */
@Entity
public class Document {
    @Id
    @GeneratedValue
    private Long id;

    @StoredFile(
            uploadTo = "documents/{yyyy}/{MM}",
            nameAttribute = "name",
            sizeAttribute = "size",
            contentTypeAttribute = "contentType",
            checksumAttribute = "checksum")
    private FileRef file;

    private String name;
    private Long size;
    private String contentType;
    private String checksum;

    protected Document() {}

    public Document(FileRef file) {
        this.file = file;
    }

    public Long id() {
        return id;
    }

    public FileRef file() {
        return file;
    }

    public void replace(FileRef file) {
        this.file = file;
    }

    public String name() {
        return name;
    }

    public Long size() {
        return size;
    }

    public String contentType() {
        return contentType;
    }

    public String checksum() {
        return checksum;
    }
}
