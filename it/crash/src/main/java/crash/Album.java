package crash;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A row with a file, and what its bytes are made from, so that whoever checks it need not ask anybody. */
@Entity
@Table(name = "album")
public class Album {
    @Id
    UUID id = UUID.randomUUID();

    @Version
    int version;

    @StoredFile(uploadTo = "covers")
    @Column(name = "file_key")
    FileRef cover;

    long seed;

    @Column(name = "file_length")
    long length;

    @ElementCollection
    @CollectionTable(name = "page")
    @OrderColumn
    List<Page> pages = new ArrayList<>();
}
