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
import org.storedfile.Fit;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;
import org.storedfile.validation.ImageDimensions;
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

    @FileSize(max = "8 MB")
    @FileType(
            onMismatch = OnMismatch.ACCEPT,
            value = {
                "image/png",
                "image/jpeg",
                "image/gif",
                "image/webp",
                "image/bmp",
                "image/tiff",
                "application/pdf",
                "text/plain",
                "text/csv",
                "text/markdown",
                "text/x-web-markdown"
            })
    @ImageDimensions(
            minWidth = FileCheck.MIN_SIDE,
            minHeight = FileCheck.MIN_SIDE,
            maxWidth = FileCheck.MAX_SIDE,
            maxHeight = FileCheck.MAX_SIDE,
            allowOthers = true)
    // Documents have a size in bytes, and no other. The grid takes thumb and card, the page of an item large.
    @StoredImage(
            allowOthers = true,
            widthAttribute = "width",
            heightAttribute = "height",
            maxPixels = FileCheck.MAX_PIXELS,
            maxFrames = FileCheck.MAX_FRAMES)
    @Variant(name = "thumb", width = 300, height = 200, fit = Fit.COVER)
    @Variant(name = "card", width = 600, height = 400, fit = Fit.COVER)
    @Variant(name = "large", width = 1600, height = 1600)
    @StoredFile(uploadTo = "gallery/{yyyy}/{MM}", sizeAttribute = "size", contentTypeAttribute = "contentType")
    @Column(name = "file_key")
    private FileRef file;

    @Column(name = "file_size")
    private Long size;

    @Column(name = "file_type")
    private String contentType;

    @Column(name = "image_width")
    private Integer width;

    @Column(name = "image_height")
    private Integer height;

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

    /** Tells whether it is a picture, which has thumbnails; else it is a document. */
    public boolean isPicture() {
        return width != null && height != null;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Instant added() {
        return added;
    }
}
