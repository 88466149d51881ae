package gallery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.validation.ImageDimensions;

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

    // As in Item, to which it moves with its variants.
    @ImageDimensions(
            minWidth = FileCheck.MIN_SIDE,
            minHeight = FileCheck.MIN_SIDE,
            maxWidth = FileCheck.MAX_SIDE,
            maxHeight = FileCheck.MAX_SIDE,
            allowOthers = true)
    @StoredImage(allowOthers = true, maxPixels = FileCheck.MAX_PIXELS, maxFrames = FileCheck.MAX_FRAMES)
    @Variant(name = "thumb", width = 300, height = 200, fit = Fit.COVER)
    @Variant(name = "card", width = 600, height = 400, fit = Fit.COVER)
    @Variant(name = "large", width = 1600, height = 1600)
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

    /** Tells whether it is a picture, which has thumbnails; else it is a document. */
    public boolean isPicture() {
        return contentType().startsWith("image/");
    }

    public long size() {
        return size == null ? 0 : size;
    }

    public String contentType() {
        return contentType == null ? "application/octet-stream" : contentType;
    }
}
