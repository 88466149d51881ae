package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The same as {@link Photo} without the library. */
@Entity
public class Plain {
    @Id
    public long id;

    public String image;
}
