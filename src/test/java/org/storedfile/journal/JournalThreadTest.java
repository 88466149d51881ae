package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** By whom a server is asked for the thread. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@DisplayNameGeneration(ReplaceUnderscores.class)
class JournalThreadTest {
    private static final InheritableThreadLocal<String> COMPONENT = new InheritableThreadLocal<>();
    private static final ThreadLocal<String> INSTANCE = new ThreadLocal<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    @BeforeEach
    void enterComponent() {
        ASKED.clear();
        COMPONENT.set("gallery");
        INSTANCE.set("servlet");
    }

    @AfterEach
    void leaveServer() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        COMPONENT.remove();
        INSTANCE.remove();
    }

    @Test
    void a_server_that_lets_threads_inherit_the_component_is_not_told_the_instance() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Inherited.class.getName());

        Thread thread = JournalThread.make("ours", () -> {});

        assertThat(thread.getName()).isEqualTo("managed");
        assertThat(ASKED).containsExactly("gallery, null");
    }

    @Test
    void another_server_is_asked_by_the_thread_of_the_component() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Own.class.getName());

        Thread thread = JournalThread.make("ours", () -> {});

        assertThat(thread.getName()).isEqualTo("managed");
        assertThat(ASKED).containsExactly("gallery, servlet");
    }

    @Test
    void outside_of_servers_it_is_a_daemon() {
        Thread thread = JournalThread.make("ours", () -> {});

        assertThat(thread.getName()).isEqualTo("ours");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void whoever_is_interrupted_gets_one_and_stays_interrupted() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Own.class.getName());
        Thread.currentThread().interrupt();

        Thread thread = JournalThread.make("ours", () -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thread.getName()).isEqualTo("managed");
    }

    private static Context serving(Object component) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                if (component == null) {
                    throw new NamingException("no component here");
                }
                ThreadFactory managed = work -> {
                    ASKED.add(COMPONENT.get() + ", " + INSTANCE.get());
                    return new Thread(work, "managed");
                };
                return managed;
            }
        };
    }

    /** Knows the component of threads that inherit it, too. */
    public static final class Inherited implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(COMPONENT.get());
        }
    }

    /** Knows the component of its own threads. */
    public static final class Own implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(INSTANCE.get());
        }
    }
}
