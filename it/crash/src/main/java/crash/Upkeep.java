package crash;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.storedfile.StoredFiles;
import org.storedfile.maintenance.Checksums;
import org.storedfile.maintenance.CopyOptions;
import org.storedfile.maintenance.FileMaintenance;
import org.storedfile.maintenance.Finding;
import org.storedfile.maintenance.MaintenanceListener;
import org.storedfile.maintenance.MaintenanceReport;
import org.storedfile.maintenance.Problem;
import org.storedfile.maintenance.SweepOptions;
import org.storedfile.maintenance.VerifyOptions;
import org.storedfile.persistence.FileTables;
import org.storedfile.storage.Content;
import org.storedfile.storage.Key;

/** What an operator has done while nodes work: {@code verify}, {@code sweep NAME} and {@code copy FROM TO}. */
record Upkeep(StoredFiles files, EntityManagerFactory factory) {
    /** None at all: the journal knows what is being written. */
    private static final Duration GRACE = Duration.ZERO;

    /** What the thread is called that does it. */
    static final String THREAD = "maintenance";

    private record Telling(boolean tellsOrphans) implements MaintenanceListener {
        @Override
        public void found(Finding finding) {
            if (finding.problem() == Problem.ORPHAN && !tellsOrphans) {
                return;
            }
            String place = finding.storage().equals("default") ? "" : finding.storage() + ":";
            Node.tell("found " + finding.problem() + " " + place + finding.key() + " " + finding.detail());
        }
    }

    /** Does it, and tells each finding, and then how much was done. */
    void run(String order) {
        MaintenanceReport report = report(order.split(" "));
        Node.tell("maintained " + report.removed() + " " + report.copied() + " " + report.moved());
    }

    /** Stores what no row refers to. */
    void plant(String storage, String key) throws IOException {
        files.storage(storage).write(Key.of(key), Content.of(key.getBytes(StandardCharsets.UTF_8)));
        Node.tell("planted");
    }

    private MaintenanceReport report(String[] order) {
        FileMaintenance maintenance = FileMaintenance.builder(files)
                .units(List.of(FileTables.of(factory)))
                .build();
        return switch (order[0]) {
            case "verify" ->
                maintenance.verify(VerifyOptions.DEFAULTS.graceAge(GRACE).checksums(Checksums.READ), new Telling(true));
            case "sweep" ->
                maintenance.sweep(
                        SweepOptions.of(order[1]).graceAge(GRACE).acceptEmpty().remove(), new Telling(false));
            case "copy" -> maintenance.copy(CopyOptions.of(order[1], order[2]), new Telling(true));
            default -> throw new IllegalArgumentException("no such task: " + order[0]);
        };
    }
}
