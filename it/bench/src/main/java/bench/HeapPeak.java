package bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most heap in use, garbage included. It is highest just before a collection, which says how high. */
final class HeapPeak {
    private final AtomicLong peak = new AtomicLong();

    HeapPeak() {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((event, same) -> collected(event.getUserData()), null, null);
        }
    }

    void reset() {
        peak.set(0);
    }

    long bytes() {
        return Math.max(
                peak.get(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private void collected(Object event) {
        if (event instanceof CompositeData data) {
            Map<String, MemoryUsage> before =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageBeforeGc();
            long used = before.entrySet().stream()
                    .filter(pool -> pool.getKey().startsWith("G1"))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            peak.accumulateAndGet(used, Math::max);
        }
    }
}
