package org.storedfile.persistence.suite.model;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.storedfile.FileRef;
import org.storedfile.StoredFile;

/** Has files in each kind of element collection. */
@Entity
public class Folder {
    @Id
    @GeneratedValue
    public Long id;

    public String title;

    @ElementCollection
    @StoredFile(uploadTo = "pages")
    public List<FileRef> pages = new ArrayList<>();

    @ElementCollection
    @OrderColumn
    public List<FileRef> ordered = new ArrayList<>();

    @ElementCollection
    public Set<FileRef> loose = new HashSet<>();

    @ElementCollection
    @MapKeyColumn(name = "name")
    @Column(name = "file")
    public Map<String, FileRef> named = new HashMap<>();

    @ElementCollection
    @OrderColumn
    public List<Attachment> attachments = new ArrayList<>();

    @ElementCollection
    @MapKeyColumn(name = "name")
    public Map<String, Attachment> labelled = new HashMap<>();
}
