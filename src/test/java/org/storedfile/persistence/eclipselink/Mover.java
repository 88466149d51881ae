package org.storedfile.persistence.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.storedfile.persistence.suite.run.Unit;
import org.storedfile.persistence.suite.run.Work;

/** A transaction that moves a file to another row, while a second one writes the row that it was in. */
final class Mover {
    private Mover() {}

    /** Begins {@code slow} while {@code move} is flushed, and has it wait for the commit. */
    static void during(Unit unit, Consumer<EntityManager> move, Consumer<EntityManager> slow) {
        CompletableFuture<Void> running;
        try (Work moving = unit.begin()) {
            move.accept(moving.em());
            moving.em().flush();
            unit.sql().clear();
            running = CompletableFuture.runAsync(() -> unit.commit(slow));
            awaitWrite(unit);
            moving.commit();
        }
        running.join();
    }

    // The first statement that waits for the mover.
    private static void awaitWrite(Unit unit) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (unit.sql().all().stream()
                .noneMatch(sql -> sql.contains("for update") || sql.startsWith("update") || sql.startsWith("delete"))) {
            assertThat(System.nanoTime()).as("no such statement came").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
