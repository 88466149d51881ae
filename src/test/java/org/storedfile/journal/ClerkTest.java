package org.storedfile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.storedfile.StoredFileException;

/** What comes when the journal's thread ends although nobody closed it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClerkTest {
    private final Logger logger = Logger.getLogger(Clerk.class.getName());
    private final Told told = new Told();
    private final DeadlySource source = new DeadlySource();
    private final Clerk clerk = new Clerk(source, new Counts());

    @BeforeEach
    void listen() {
        logger.addHandler(told);
    }

    @AfterEach
    void close() {
        logger.removeHandler(told);
        clerk.close();
    }

    @Test
    void what_waits_when_the_thread_ends_is_refused() throws InterruptedException {
        source.last = () -> clerk.later(connection -> "never done");

        end();

        assertThat(told.records)
                .filteredOn(record -> record.getMessage().startsWith("a row of the journal was not tidied up"))
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown()).hasMessage("the journal is closed"));
    }

    @Test
    void what_comes_after_the_thread_has_ended_is_refused() throws InterruptedException {
        end();

        assertThatThrownBy(() -> clerk.call(connection -> "never done")).hasMessage("the journal is closed");
    }

    private void end() throws InterruptedException {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        assertThatThrownBy(() -> clerk.call(connection -> {
                    Thread.currentThread().setUncaughtExceptionHandler((any, error) -> {});
                    thread.complete(Thread.currentThread());
                    throw new StackOverflowError("of the work");
                }))
                .isInstanceOf(StoredFileException.class)
                .hasMessageContaining("of the work");
        thread.join().join();
    }

    /** Opens connections whose close throws what no thread outlives. */
    private static final class DeadlySource implements JournalSource {
        private volatile Runnable last = () -> {};

        @Override
        public Connection open() throws SQLException {
            Connection connection = new UrlSource("jdbc:h2:mem:").getConnection();
            return (Connection) Proxy.newProxyInstance(
                    DeadlySource.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (any, method, arguments) -> {
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (method.getName().equals("close")) {
                                last.run();
                                throw new StackOverflowError("of the driver");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public String toString() {
            return "the test's source";
        }
    }

    private static final class Told extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
