package server.load;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import server.tests.GalleryClient;
import server.tests.Samples;

/** Somebody who adds and removes pictures all the time. */
final class Uploads {
    private final URI gallery;
    private final GalleryClient client;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean isRunning;
    private Thread thread = new Thread();

    Uploads(URI gallery) {
        this.gallery = gallery;
        this.client = new GalleryClient(gallery);
    }

    /** Adds a text and returns where its page says that it is served. */
    URI add(byte[] text) throws IOException, InterruptedException {
        client.add("Loaded", "loaded.txt", text);
        return gallery.resolve(client.download(client.newest()));
    }

    void start() {
        isRunning = true;
        thread = new Thread(this::run, "uploads");
        thread.start();
    }

    void stop() throws InterruptedException {
        isRunning = false;
        thread.join();
    }

    int done() {
        return done.get();
    }

    int failed() {
        return failed.get();
    }

    private void run() {
        byte[] picture = Samples.picture(1);
        while (isRunning) {
            try {
                client.add("Uploaded meanwhile", "meanwhile.png", picture);
                boolean isRemoved = client.remove(client.newest()).statusCode() == 303;
                (isRemoved ? done : failed).incrementAndGet();
            } catch (IOException e) {
                failed.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
