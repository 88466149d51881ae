package gallery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;
import org.storedfile.validation.OnMismatch;

/** A picture or document of the gallery. */
@Entity
@Table(name = "gallery_item")
public class Item {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    @NotBlank(message = "Give it a title.")
    @Size(max = 120, message = "Make the title shorter: it may have {max} characters.")
    @Column(length = 120)
    private String title;

    @FileSize(max = "5 MB")
    @FileType(
            onMismatch = OnMismatch.ACCEPT,
            value = {
                "image/png",
                "image/jpeg",
                "image/gif",
                "image/webp",
                "image/avif",
                "application/pdf",
                "text/plain",
                "text/csv",
                "text/markdown",
                "text/x-web-markdown"
            })
    @StoredFile(uploadTo = "gallery/{yyyy}/{MM}", sizeAttribute = "size", contentTypeAttribute = "contentType")
    @Column(name = "file_key")
    private FileRef file;

    @Column(name = "file_size")
    private Long size;

    @Column(name = "file_type")
    private String contentType;

    // Set here, not by nameAttribute: a file that moves from a draft has only its key as a name.
    @Column(name = "file_name")
    private String fileName;

    private Instant added = Instant.now();

    protected Item() {}

    public Item(String title, FileRef file, String fileName) {
        this.title = title;
        this.file = file;
        this.fileName = fileName;
    }

    public void rename(String newTitle) {
        title = newTitle;
    }

    public void replace(FileRef newFile, String newFileName) {
        file = newFile;
        fileName = newFileName;
    }

    public Long id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String title() {
        return title;
    }

    public FileRef file() {
        return file;
    }

    public String fileName() {
        return fileName;
    }

    public long size() {
        return size == null ? 0 : size;
    }

    public String contentType() {
        return contentType == null ? "application/octet-stream" : contentType;
    }

    public Instant added() {
        return added;
    }
}
