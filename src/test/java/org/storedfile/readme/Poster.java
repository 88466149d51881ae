package org.storedfile.readme;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.Fit;
import org.storedfile.ImageSources;
import org.storedfile.StoredFile;
import org.storedfile.StoredImage;
import org.storedfile.Variant;

/** An image with variants, as the README shows it. */
@Entity
public class Poster {
    @Id
    @GeneratedValue
    private Long id;

    @StoredFile(uploadTo = "posters/{yyyy}")
    @StoredImage(widthAttribute = "width", heightAttribute = "height")
    @Variant(name = "thumb", width = 300, height = 200, fit = Fit.COVER)
    @Variant(name = "large", width = 1600) // or lazy = true: made with its first link
    private FileRef poster;

    private int width;
    private int height;

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }

    public void setPoster(FileRef next) {
        poster = next;
    }

    /** Returns what a page needs. */
    public String image() {
        ImageSources sources = poster.sources("thumb", "large");
        return "<img " + sources.attributes() + " alt=\"\">";
    }
}
