package org.storedfile.persistence.suite.model;

import org.storedfile.FileRef;

/** How a test sees {@link Enhanced}, which another class loader defines. */
public interface EnhancedView {
    Long getId();

    String getTitle();

    void setTitle(String title);

    FileRef getFile();

    void setFile(FileRef file);

    Long getSize();

    FileRef getLazy();

    void setLazy(FileRef lazy);

    void setAttached(FileRef file);

    FileRef getAttached();

    String getOriginalName();
}
