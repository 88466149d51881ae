package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The same as {@link Album} without the library. */
@Entity
public class PlainAlbum {
    @Id
    public long id;

    @Version
    public int version;

    public String title;
    public String artist;
    public LocalDate released;
    public BigDecimal price;
    public String image;
}
