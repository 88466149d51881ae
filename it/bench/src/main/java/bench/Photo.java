package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** As small as an entity with a file can be, so that the file's share of the work is as large as it can be. */
@Entity
public class Photo {
    @Id
    public long id;

    @StoredFile(uploadTo = "photos/{yyyy}/{MM}")
    public FileRef image;
}
