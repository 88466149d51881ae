package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.storedfile.FileRef;

/** An ordinary entity that has a file besides other attributes. */
@Entity
public class Album {
    @Id
    public long id;

    @Version
    public int version;

    public String title;
    public String artist;
    public LocalDate released;
    public BigDecimal price;
    public FileRef image;
}
