package org.storedfile.persistence.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.Savepoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.exception.DataException;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.storedfile.FileRef;
import org.storedfile.persistence.suite.model.Album;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** Listeners of others keep statements from being sent, or fail after they were: what the row has in the end counts. */
// EclipseLink's listeners cannot veto.
@Tag("hibernate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class VetoTest {
    @RegisterExtension
    static final Unit UNIT = Unit.of(Album.class, Numbered.class)
            .with("hibernate.integrator_provider", (IntegratorProvider) () -> List.of(new OthersIntegrator()));

    private static final Set<Act> VETOED = EnumSet.noneOf(Act.class);
    private static final Set<Act> FAILING = EnumSet.noneOf(Act.class);
    private static final Set<Act> FAILING_FIRST = EnumSet.noneOf(Act.class);

    /** What a statement does. */
    enum Act {
        INSERT,
        UPDATE,
        UPSERT,
        DELETE
    }

    /** Gets its identifier from its row. */
    @Entity(name = "Numbered")
    public static class Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        FileRef file;

        @Column(length = 5)
        String name;
    }

    @BeforeAll
    static void listenFirst() {
        registry(UNIT.factory().unwrap(SessionFactoryImplementor.class))
                .prependListeners(EventType.POST_INSERT, new First());
    }

    private static EventListenerRegistry registry(SessionFactoryImplementor factory) {
        return factory.getServiceRegistry().requireService(EventListenerRegistry.class);
    }

    @AfterEach
    void allow() {
        VETOED.clear();
        FAILING.clear();
        FAILING_FIRST.clear();
    }

    @Test
    void a_vetoed_insert_leaves_no_file() {
        VETOED.add(Act.INSERT);
        Album album = new Album("vetoed", FileRef.of("front.png", "pixels"));

        UNIT.commit(em -> em.persist(album));

        assertThat(UNIT.rows("select id from Album where title = 'vetoed'")).isEmpty();
        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(album.cover.isStored()).isFalse();
    }

    // Hibernate itself fails, as it has no identifier for the entity then.
    @Test
    void a_vetoed_insert_that_was_to_make_the_identifier_leaves_no_file() {
        VETOED.add(Act.INSERT);
        FileRef file = FileRef.of("front.png", "pixels");

        assertThatThrownBy(() -> UNIT.save(numbered(file))).isInstanceOf(RuntimeException.class);

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_vetoed_update_keeps_the_old_file_only() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        VETOED.add(Act.UPDATE);
        FileRef next = FileRef.of("new.png", "new");

        UNIT.commit(em -> em.find(Album.class, album.id).cover = next);

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
        assertThat(next.isStored()).isFalse();
    }

    @Test
    void an_update_that_was_vetoed_works_later_in_the_transaction() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        VETOED.add(Act.UPDATE);
        FileRef next = FileRef.of("new.png", "new");

        UNIT.commit(em -> {
            em.find(Album.class, album.id).cover = next;
            em.flush();
            VETOED.clear();
        });

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(next.key());
        assertThat(UNIT.storage().keys()).containsExactly(next.key());
    }

    @Test
    void a_file_whose_move_was_vetoed_halfway_is_in_the_row_that_it_came_from() {
        Album from = UNIT.save(new Album(FileRef.of("moving.png", "moving")));
        Album to = UNIT.save(new Album());
        VETOED.add(Act.UPDATE);

        UNIT.commit(em -> {
            em.find(Album.class, to.id).cover = from.cover;
            em.find(Album.class, from.id).cover = null;
        });

        assertThat(UNIT.storage().keys()).containsExactly(from.cover.key());
    }

    @Test
    void a_vetoed_removal_keeps_the_file() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        VETOED.add(Act.DELETE);

        UNIT.commit(em -> em.remove(em.find(Album.class, album.id)));

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void a_row_that_gets_its_identifier_from_the_insert_keeps_its_file() {
        Numbered numbered = numbered(FileRef.of("front.png", "pixels"));

        UNIT.save(numbered);

        assertThat(UNIT.storage().keys()).containsExactly(numbered.file.key());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_vetoed_insert_of_a_stateless_session_leaves_no_file(boolean isNumbered) {
        VETOED.add(Act.INSERT);
        FileRef file = FileRef.of("front.png", "pixels");

        stateless(session -> session.insert(isNumbered ? numbered(file) : new Album(file)));

        assertThat(UNIT.storage().keys()).isEmpty();
        assertThat(file.isStored()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_vetoed_change_of_a_stateless_session_keeps_the_old_file_only(boolean isUpsert) {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        String old = album.cover.key();
        VETOED.addAll(Set.of(Act.UPDATE, Act.UPSERT));
        album.cover = FileRef.of("new.png", "new");

        stateless(session -> {
            if (isUpsert) {
                session.upsert(album);
            } else {
                session.update(album);
            }
        });

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(old);
        assertThat(UNIT.storage().keys()).containsExactly(old);
    }

    @Test
    void a_vetoed_removal_of_a_stateless_session_keeps_the_file() {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        VETOED.add(Act.DELETE);

        stateless(session -> session.delete(session.get(Album.class, album.id)));

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    // Its row is asked then.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_stays_whose_insert_by_a_stateless_session_others_failed_after_before_all_listeners(boolean isNumbered) {
        FAILING_FIRST.add(Act.INSERT);
        FileRef file = FileRef.of("front.png", "pixels");

        stateless(session -> assertFails(() -> session.insert(isNumbered ? numbered(file) : new Album(file))));

        assertThat(UNIT.storage().keys()).containsExactly(file.key());
        assertThat(file.isStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_stays_whose_insert_by_a_stateless_session_others_failed_after(boolean isNumbered) {
        FAILING.add(Act.INSERT);
        FileRef file = FileRef.of("front.png", "pixels");

        stateless(session -> assertFails(() -> session.insert(isNumbered ? numbered(file) : new Album(file))));

        assertThat(UNIT.storage().keys()).containsExactly(file.key());
        assertThat(file.isStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_stays_whose_change_by_a_stateless_session_others_failed_after(boolean isUpsert) {
        Album album = UNIT.save(new Album(FileRef.of("old.png", "old")));
        FAILING.addAll(Set.of(Act.UPDATE, Act.UPSERT));
        album.cover = FileRef.of("new.png", "new");

        stateless(session -> assertFails(() -> {
            if (isUpsert) {
                session.upsert(album);
            } else {
                session.update(album);
            }
        }));

        assertThat(UNIT.value("select cover from Album where id = ?", album.id)).hasValue(album.cover.key());
        assertThat(UNIT.storage().keys()).containsExactly(album.cover.key());
    }

    @Test
    void what_a_numbered_insert_that_failed_stored_goes_when_the_transaction_goes_on() {
        FileRef file = FileRef.of("front.png", "pixels");

        stateless(session -> {
            Savepoint before = session.doReturningWork(Connection::setSavepoint);
            Numbered named = numbered(file);
            named.name = "too long for its column";
            assertThatThrownBy(() -> session.insert(named)).isInstanceOf(DataException.class);
            session.doWork(connection -> connection.rollback(before));
        });

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    @Test
    void a_file_of_a_vetoed_insert_goes_after_a_rollback_as_well() {
        VETOED.add(Act.INSERT);

        try (Work work = UNIT.begin()) {
            work.em().persist(new Album(FileRef.of("front.png", "pixels")));
            work.em().flush();
            work.rollback();
        }

        assertThat(UNIT.storage().keys()).isEmpty();
    }

    private static Numbered numbered(FileRef file) {
        Numbered numbered = new Numbered();
        numbered.file = file;
        return numbered;
    }

    private static void assertFails(Runnable work) {
        assertThatThrownBy(work::run).hasMessage("others fail");
    }

    private static void stateless(Consumer<StatelessSession> work) {
        assumeTrue(StatelessTest.TELLS, "this Hibernate stores no files in a StatelessSession");
        try (StatelessSession session =
                UNIT.factory().unwrap(SessionFactory.class).openStatelessSession()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }

    /** Registers the listeners of others before those of this library. */
    private static final class OthersIntegrator implements Integrator {
        @Override
        public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
            EventListenerRegistry registry = registry(factory);
            Others others = new Others(FAILING);
            registry.appendListeners(EventType.PRE_INSERT, others);
            registry.appendListeners(EventType.PRE_UPDATE, others);
            registry.appendListeners(EventType.PRE_UPSERT, others);
            registry.appendListeners(EventType.PRE_DELETE, others);
            registry.appendListeners(EventType.POST_INSERT, others);
            registry.appendListeners(EventType.POST_UPDATE, others);
            registry.appendListeners(EventType.POST_UPSERT, others);
        }

        @Override
        public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
            // The listeners go with the factory.
        }
    }

    /** Listens as an application's own listener. */
    private static class Others
            implements PreInsertEventListener,
                    PreUpdateEventListener,
                    PreUpsertEventListener,
                    PreDeleteEventListener,
                    PostInsertEventListener,
                    PostUpdateEventListener,
                    PostUpsertEventListener {
        private static final long serialVersionUID = 1;

        private final transient Set<Act> failing;

        Others(Set<Act> failing) {
            this.failing = failing;
        }

        @Override
        public boolean onPreInsert(PreInsertEvent event) {
            return VETOED.contains(Act.INSERT);
        }

        @Override
        public boolean onPreUpdate(PreUpdateEvent event) {
            return VETOED.contains(Act.UPDATE);
        }

        @Override
        public boolean onPreUpsert(PreUpsertEvent event) {
            return VETOED.contains(Act.UPSERT);
        }

        @Override
        public boolean onPreDelete(PreDeleteEvent event) {
            return VETOED.contains(Act.DELETE);
        }

        @Override
        public void onPostInsert(PostInsertEvent event) {
            fail(Act.INSERT);
        }

        @Override
        public void onPostUpdate(PostUpdateEvent event) {
            fail(Act.UPDATE);
        }

        @Override
        public void onPostUpsert(PostUpsertEvent event) {
            fail(Act.UPSERT);
        }

        @Override
        public boolean requiresPostCommitHandling(EntityPersister persister) {
            return false;
        }

        private void fail(Act act) {
            if (failing.contains(act)) {
                throw new IllegalStateException("others fail");
            }
        }
    }

    /** Listens before all. */
    private static final class First extends Others {
        private static final long serialVersionUID = 1;

        First() {
            super(FAILING_FIRST);
        }
    }
}
