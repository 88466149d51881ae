package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.validation.BeanValidationRules;
import org.storedfile.validation.FileSize;

/** Constraints in embeddables that no validation goes through, as the standard has it, are told once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnseenConstraintsTest {
    private final Logger log = Logger.getLogger(BeanValidationRules.class.getName());
    private final Lines lines = new Lines();
    private Unit unit;

    @BeforeEach
    void start() {
        unit = Unit.of(Binder.class, Sheet.class, Loose.class)
                .with("jakarta.persistence.validation.mode", "callback")
                .start();
        log.addHandler(lines);
    }

    @AfterEach
    void stop() {
        log.removeHandler(lines);
        unit.close();
    }

    @Test
    void of_an_attribute_without_Valid_at_its_first_new_file() {
        Binder binder = new Binder();
        binder.unseen = new Sheet("too long");

        unit.save(binder);
        unit.commit(em -> em.find(Binder.class, binder.id).unseen = new Sheet("too long again"));

        assertThat(lines.all)
                .containsExactly("the constraints of 'unseen.scan' of " + Binder.class.getName()
                        + " count for nothing: put @Valid on 'unseen'");
    }

    @Test
    void of_elements_of_a_collection_too() {
        Binder binder = new Binder();
        binder.unseenSheets.add(new Sheet("too long"));

        unit.save(binder);

        assertThat(lines.all)
                .containsExactly("the constraints of 'unseenSheets.scan' of " + Binder.class.getName()
                        + " count for nothing: put @Valid on 'unseenSheets'");
    }

    @Test
    void not_of_what_validation_goes_through() {
        Binder binder = new Binder();
        binder.seen = new Sheet("fits");
        binder.seenSheets.add(new Sheet("fits"));
        binder.seenElements.add(new Sheet("fits"));
        binder.pages.add(FileRef.of("a.txt", "fits"));

        unit.save(binder);
        assertThat(lines.all).isEmpty();

        for (List<Sheet> sheets : List.of(binder.seenSheets, binder.seenElements)) {
            Binder broken = new Binder();
            (sheets == binder.seenSheets ? broken.seenSheets : broken.seenElements).add(new Sheet("too long"));
            assertThatThrownBy(() -> unit.save(broken))
                    .hasStackTraceContaining(ConstraintViolationException.class.getName());
        }
        Binder broken = new Binder();
        broken.pages.add(FileRef.of("a.txt", "too long"));
        assertThatThrownBy(() -> unit.save(broken))
                .hasStackTraceContaining(ConstraintViolationException.class.getName());
        assertThat(lines.all).isEmpty();
    }

    @Test
    void not_where_there_are_none() {
        Binder binder = new Binder();
        binder.loose = new Loose();
        binder.loose.note = FileRef.of("a.txt", "of any length");

        unit.save(binder);

        assertThat(lines.all).isEmpty();
    }

    private static final class Lines extends Handler {
        private final List<String> all = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            all.add(MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Holds files in embeddables of every kind. */
    @Entity(name = "Binder")
    public static class Binder {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        @AttributeOverride(name = "scan", column = @Column(name = "unseen_scan"))
        Sheet unseen;

        @Embedded
        @Valid
        @AttributeOverride(name = "scan", column = @Column(name = "seen_scan"))
        Sheet seen;

        @Embedded
        Loose loose;

        @ElementCollection
        List<Sheet> unseenSheets = new ArrayList<>();

        @ElementCollection
        @Valid
        List<Sheet> seenSheets = new ArrayList<>();

        @ElementCollection
        List<@Valid Sheet> seenElements = new ArrayList<>();

        @ElementCollection
        List<@FileSize(max = "4") FileRef> pages = new ArrayList<>();
    }

    /** Has a constraint. */
    @Embeddable
    public static class Sheet {
        @FileSize(max = "4")
        FileRef scan;

        Sheet() {}

        Sheet(String text) {
            scan = FileRef.of("a.txt", text);
        }
    }

    /** Has none. */
    @Embeddable
    public static class Loose {
        FileRef note;
    }
}
