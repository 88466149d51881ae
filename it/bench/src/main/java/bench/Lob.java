package bench;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The same as {@link Photo} with the bytes in the row. */
@Entity
public class Lob {
    @Id
    public long id;

    @jakarta.persistence.Lob
    @jakarta.persistence.Column(length = 100_000_000)
    public byte[] bytes;
}
