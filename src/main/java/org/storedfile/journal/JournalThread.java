package org.storedfile.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.storedfile.storage.ServerThreads;

/** Makes threads that take connections, in a way in which no server keeps them when they have ended. */
final class JournalThread {
    private static final Logger LOGGER = System.getLogger(JournalThread.class.getName());
    private static final int PATIENCE_SECONDS = 10;

    private JournalThread() {}

    /**
     * Makes a thread of the server, or else a daemon with this name. Asks the server by a thread that inherits from this
     * one, where it answers that: Payara keeps for ever, with its application, each managed thread that took a connection
     * and was asked for in the name of an instance (a servlet, CDI's manager), which is not inherited. Other servers know
     * the application only by this thread.
     */
    static Thread make(String name, Runnable work) {
        ThreadFactory threads = new ServerThreads(name);
        FutureTask<Thread> made = new FutureTask<>(() -> threads.newThread(work));
        Thread heir = new Thread(made, name + "-start");
        heir.setDaemon(true);
        heir.start();
        try {
            Thread thread = made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!thread.getName().equals(name)) {
                return thread;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.DEBUG, "the thread {0} is made without another one: {1}", name, e);
        }
        return threads.newThread(work);
    }
}
