package org.storedfile.persistence.suite.model;

import jakarta.persistence.Embeddable;
import java.util.Objects;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** A file with a remark. */
@Embeddable
public class Attachment {
    @StoredFile(uploadTo = "attachments")
    public FileRef file;

    public String remark;

    public Attachment() {}

    public Attachment(FileRef file, String remark) {
        this.file = file;
        this.remark = remark;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && Objects.equals(file, that.file)
                && Objects.equals(remark, that.remark);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(remark);
    }
}
