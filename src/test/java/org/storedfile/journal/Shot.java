package org.storedfile.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.jspecify.annotations.NullUnmarked;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;
import org.storedfile.image.TestImages;

/** Has an image with a variant that is made at flush, and one that is made later. */
@Entity
@NullUnmarked
public class Shot {
    @Id
    @GeneratedValue
    Long id;

    @StoredFile(storage = "shots")
    @StoredImage
    @Variant(name = "at-once", width = 20)
    @Variant(name = "afterwards", width = 30, lazy = true)
    FileRef image;

    @StoredFile(storage = "shots", onReplace = "P30D", onRemove = StoredFile.KEEP)
    @StoredImage
    @Variant(name = "at-once", width = 20)
    @Variant(name = "afterwards", width = 30, lazy = true)
    FileRef negative;

    public Shot() {}

    static Shot taken() {
        Shot shot = new Shot();
        shot.image = image();
        return shot;
    }

    static FileRef image() {
        return FileRef.of("a.jpg", TestImages.encoded("jpg", 80, 60));
    }
}
