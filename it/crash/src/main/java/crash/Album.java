package crash;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;

/** A row with files, and what their bytes are made from, so that whoever checks it need not ask anybody. */
@Entity
@Table(name = "album")
public class Album {
    @Id
    String id = UUID.randomUUID().toString();

    @Version
    int version;

    @StoredFile(uploadTo = "covers")
    @Column(name = "file_key")
    FileRef cover;

    long seed;

    @Column(name = "file_length")
    long length;

    @StoredFile(uploadTo = "pictures")
    @StoredImage
    @Variant(name = "small", width = 8)
    @Variant(name = "wide", width = 16, height = 4, fit = Fit.COVER)
    @Variant(name = "late", width = 12, lazy = true)
    @Column(name = "picture_key")
    FileRef picture;

    @Column(name = "picture_number")
    int number;

    @ElementCollection
    @CollectionTable(name = "page", joinColumns = @JoinColumn(name = "album_id"))
    @OrderColumn(name = "pages_order")
    List<Page> pages = new ArrayList<>();
}
