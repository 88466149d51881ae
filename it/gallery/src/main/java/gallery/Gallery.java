package gallery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.storedfile.FileRef;

/** The items. Each method is one transaction, and files come and go with it. */
@ApplicationScoped
@Transactional
public class Gallery {
    @PersistenceContext
    EntityManager em;

    @Inject
    Drafts drafts;

    @Inject
    TitleCheck titles;

    @Inject
    DimensionCheck dimensions;

    /** Returns the newest items, or those before the one with this id. */
    public ItemPage items(Optional<Long> before) {
        return ItemPage.of(em.createQuery("select i from Item i where i.id < :before order by i.id desc", Item.class)
                .setParameter("before", before.orElse(Long.MAX_VALUE))
                .setMaxResults(ItemPage.SIZE + 1)
                .getResultList());
    }

    public long count() {
        return em.createQuery("select count(i) from Item i", Long.class).getSingleResult();
    }

    public Optional<Item> find(long id) {
        return Optional.ofNullable(em.find(Item.class, id));
    }

    /** Makes an item of each file. */
    public Answer add(Form form, PictureCheck pictures) {
        Draft draft = drafts.take(form);
        Upload upload = Upload.check(form.files(), pictures, dimensions);
        List<KeptFile> kept = drafts.files(draft);
        boolean isEmpty = kept.isEmpty() && form.files().isEmpty();
        List<String> problems = isEmpty ? List.of("Choose at least one file.") : upload.problems();
        if (!problems.isEmpty() || titles.problem(form.title()).isPresent()) {
            return new Answer.Refused(drafts.keep(draft, form.title(), upload.good(), problems));
        }
        List<Item> items = new java.util.ArrayList<>();
        kept.forEach(file -> items.add(new Item(form.title(), file.file(), file.fileName())));
        upload.good().forEach(file -> items.add(new Item(form.title(), file, file.name())));
        items.forEach(em::persist);
        drafts.remove(draft);
        em.flush();
        return new Answer.Saved(items);
    }

    /** Makes an item of a file that may be read only once, while it is stored; the rules of {@link Item} decide. */
    public Item add(String title, FileRef file) {
        Item item = new Item(title, file, file.name());
        em.persist(item);
        em.flush();
        return item;
    }

    public Item rename(long id, String title) {
        Item item = require(id);
        item.rename(title);
        em.flush();
        return item;
    }

    /** Changes the title, and the file if the form has one. */
    public Answer change(long id, Form form, PictureCheck pictures) {
        Item item = require(id);
        Draft draft = drafts.take(form);
        Upload upload = Upload.check(form.files(), pictures, dimensions);
        boolean isStale = item.version() != form.version();
        draft.of(id, isStale ? item.version() : form.version());
        if (isStale
                || !upload.problems().isEmpty()
                || titles.problem(form.title()).isPresent()) {
            drafts.keep(draft, form.title(), upload.good(), upload.problems());
            return isStale ? new Answer.Stale(item, draft) : new Answer.Refused(draft);
        }
        item.rename(form.title());
        drafts.files(draft).forEach(file -> item.replace(file.file(), file.fileName()));
        upload.good().forEach(file -> item.replace(file, file.name()));
        drafts.remove(draft);
        em.flush();
        return new Answer.Saved(List.of(item));
    }

    /** Removes the item, and its file with it. False if somebody else changed it meanwhile. */
    public boolean remove(long id, int version) {
        Item item = require(id);
        if (item.version() != version) {
            return false;
        }
        em.remove(item);
        return true;
    }

    private Item require(long id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("there is no item " + id));
    }
}
