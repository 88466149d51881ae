package page;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A row with a file and what is known of it, in the folder of one test. */
@Entity
public class Paper {
    @Id
    @GeneratedValue
    private Long id;

    @Version
    private int version;

    @Column(nullable = false)
    private String folder;

    @StoredFile(
            uploadTo = "{folder}",
            sizeAttribute = "fileSize",
            contentTypeAttribute = "fileType",
            nameAttribute = "fileName",
            checksumAttribute = "fileSha256")
    private FileRef file;

    private Long fileSize;
    private String fileType;
    private String fileName;
    private String fileSha256;

    @StoredFile(uploadToBean = Rooms.class)
    private FileRef draft;

    @StoredFile(uploadTo = "{folder}", storage = "parts")
    private FileRef large;

    protected Paper() {}

    public Paper(String folder, FileRef file) {
        this.folder = folder;
        this.file = file;
    }

    public Long getId() {
        return id;
    }

    public String getFolder() {
        return folder;
    }

    public void setFolder(String folder) {
        this.folder = folder;
    }

    public FileRef getFile() {
        return file;
    }

    public void setFile(FileRef file) {
        this.file = file;
    }

    public FileRef getDraft() {
        return draft;
    }

    public void setDraft(FileRef draft) {
        this.draft = draft;
    }

    public FileRef getLarge() {
        return large;
    }

    public void setLarge(FileRef large) {
        this.large = large;
    }

    public Long getFileSize() {
        return fileSize;
    }

    public String getFileType() {
        return fileType;
    }

    public String getFileName() {
        return fileName;
    }

    public String getFileSha256() {
        return fileSha256;
    }
}
