package org.storedfile.readme;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.storedfile.FileRef;
import org.storedfile.validation.FileExtension;
import org.storedfile.validation.FileName;
import org.storedfile.validation.FileSize;
import org.storedfile.validation.FileType;
import org.storedfile.validation.OnMismatch;

/** A file with rules, as the README shows it. */
@Entity
public class Portrait {
    @Id
    @GeneratedValue
    private Long id;

    @FileSize(max = "5 MB")
    @FileType(
            value = {"image/*", "application/pdf"},
            onMismatch = OnMismatch.RENAME)
    @FileExtension({"png", "jpg", "pdf"})
    @FileName(maxLength = 80)
    private FileRef picture;

    public FileRef getPicture() {
        return picture;
    }

    public void setPicture(FileRef picture) {
        this.picture = picture;
    }
}
