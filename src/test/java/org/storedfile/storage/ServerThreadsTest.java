package org.storedfile.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class ServerThreadsTest {
    private final ThreadFactory threads = new ServerThreads("ours");

    @AfterEach
    void leaveServer() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void in_a_server_they_are_its_own() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Server.class.getName());

        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("managed");
    }

    @Test
    void who_comes_from_outside_the_server_gets_others_after_all() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Server.class.getName());
        threads.newThread(() -> {});
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);

        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("ours");
    }

    @Test
    void where_naming_fails_or_the_server_gives_none_there_are_others() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Broken.class.getName());
        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("ours");

        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Refusing.class.getName());
        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("ours");
    }

    @Test
    void where_the_server_has_stopped_its_own_there_are_others() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Stopped.class.getName());

        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("ours");
    }

    @Test
    void others_are_those_of_a_factory_that_is_given() {
        ThreadFactory given = new ServerThreads(work -> new Thread(work, "given"));

        assertThat(given.newThread(() -> {}).getName()).isEqualTo("given");
    }

    @Test
    void a_daemon_has_the_class_loader_of_who_asks_and_none_of_its_thread_locals() throws Exception {
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        ClassLoader application = new ClassLoader("application", null) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        CompletableFuture<String> local = new CompletableFuture<>();
        Thread thread;
        Thread.currentThread().setContextClassLoader(application);
        inherited.set("of the request");
        try {
            thread = threads.newThread(() -> local.complete(inherited.get()));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            inherited.remove();
        }

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(application);
        thread.start();
        assertThat(local.get(20, TimeUnit.SECONDS)).isNull();
    }

    private static Context serving(ThreadFactory managed) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) {
                return name.equals("java:comp/DefaultManagedThreadFactory") ? managed : "another";
            }
        };
    }

    /** Has the threads of a server. */
    public static final class Server implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(work -> new Thread(work, "managed"));
        }
    }

    /** Gives no thread, as a factory may. */
    public static final class Refusing implements InitialContextFactory {
        @Override
        @SuppressWarnings("NullAway") // as ThreadFactory allows
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(work -> null);
        }
    }

    /** Has stopped its threads. */
    public static final class Stopped implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return serving(work -> {
                throw new IllegalStateException("stopped");
            });
        }
    }

    /** Fails in a way of its own. */
    public static final class Broken implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            throw new IllegalStateException("no naming here");
        }
    }
}
