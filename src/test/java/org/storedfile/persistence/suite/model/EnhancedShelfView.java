package org.storedfile.persistence.suite.model;

import java.util.List;
import java.util.Set;
import org.storedfile.FileRef;

/** How a test sees {@link EnhancedShelf}, which another class loader defines. */
public interface EnhancedShelfView {
    Long getId();

    String getTitle();

    void setTitle(String title);

    List<FileRef> getPages();

    Set<FileRef> getRare();

    void setRare(Set<FileRef> files);
}
