package crash;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A file in a collection, and what its bytes are made from. */
@Embeddable
public class Page {
    @StoredFile(uploadTo = "pages")
    @Column(name = "file_key")
    FileRef file;

    long seed;

    @Column(name = "file_length")
    long length;
}
