package gallery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A file that was uploaded with a form that came back, kept until the form is right. */
@Entity
@Table(name = "gallery_kept_file")
public class KeptFile {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    @ManyToOne
    private Draft draft;

    @StoredFile(
            uploadTo = "gallery/{yyyy}/{MM}",
            nameAttribute = "fileName",
            sizeAttribute = "size",
            contentTypeAttribute = "contentType")
    @Column(name = "file_key")
    private FileRef file;

    @Column(name = "file_name")
    private String fileName;

    @Column(name = "file_size")
    private Long size;

    @Column(name = "file_type")
    private String contentType;

    protected KeptFile() {}

    KeptFile(Draft draft, FileRef file) {
        this.draft = draft;
        this.file = file;
    }

    public Long id() {
        return id;
    }

    public Draft draft() {
        return draft;
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
}
