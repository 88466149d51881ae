package org.storedfile.persistence.suite.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** Has boxes, which live and die with it. */
@Entity
public class Shelf {
    @Id
    @GeneratedValue
    public Long id;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "shelf_id")
    public List<Box> boxes = new ArrayList<>();
}
