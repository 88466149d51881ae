package crash;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a node holds at one moment: used heap after a collection, threads, open files and sockets. */
final class Facts {
    private Facts() {}

    static String now() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (heap >> 10) + " " + threads + " " + system.getOpenFileDescriptorCount();
    }
}
