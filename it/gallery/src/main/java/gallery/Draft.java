package gallery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A form that came back with errors: what was typed, and what is wrong with the files. Its good ones are {@link KeptFile}s. */
@Entity
@Table(name = "gallery_draft")
public class Draft {
    // Nobody can guess it, so whoever knows it wrote the form.
    @Id
    @Column(length = 36)
    private String id;

    @Column(length = 1000)
    private String title = "";

    @Column(length = 4000)
    private String problems = "";

    private Long itemId;
    private int itemVersion;
    private Instant created = Instant.now();

    protected Draft() {}

    static Draft create() {
        Draft draft = new Draft();
        draft.id = UUID.randomUUID().toString();
        return draft;
    }

    void write(String typedTitle, List<String> fileProblems) {
        title = cut(typedTitle, 1000);
        problems = cut(String.join("\n", fileProblems), 4000);
    }

    void of(long item, int version) {
        itemId = item;
        itemVersion = version;
    }

    public String id() {
        return id;
    }

    public String title() {
        return title == null ? "" : title;
    }

    public List<String> problems() {
        return problems == null || problems.isEmpty()
                ? List.of()
                : problems.lines().toList();
    }

    public Optional<Long> itemId() {
        return Optional.ofNullable(itemId);
    }

    public int itemVersion() {
        return itemVersion;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
