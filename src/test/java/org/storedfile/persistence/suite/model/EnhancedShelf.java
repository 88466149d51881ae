package org.storedfile.persistence.suite.model;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.LazyGroup;
import org.storedfile.FileRef;

/** Enhanced by Hibernate when a test loads it: one of its collections is not even made before it is asked for. */
@Entity
public class EnhancedShelf implements EnhancedShelfView {
    @Id
    @GeneratedValue
    private Long id;

    private String title;

    @ElementCollection
    private List<FileRef> pages = new ArrayList<>();

    @ElementCollection
    @LazyGroup("rare")
    private Set<FileRef> rare = new HashSet<>();

    public EnhancedShelf() {}

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public void setTitle(String title) {
        this.title = title;
    }

    @Override
    public String getTitle() {
        return title;
    }

    @Override
    public List<FileRef> getPages() {
        return pages;
    }

    @Override
    public Set<FileRef> getRare() {
        return rare;
    }

    @Override
    public void setRare(Set<FileRef> files) {
        rare = files;
    }
}
