package bench;

import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Times one thread's work twice: by the wall clock, which others who use the machine disturb, and by the CPU time of the
 * thread, which they disturb less and which leaves garbage collection out.
 */
final class Clock {
    /** Ends the name of a CPU time. */
    static final String CPU = ", CPU";

    private Clock() {}

    /** Something to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** Returns the seconds that the work took, under that name. */
    static Map<String, Double> seconds(String name, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Map.of(name, (System.nanoTime() - start) / 1e9);
    }

    /** Adds the microseconds that each of {@code units} took to {@code times}. */
    static void time(String name, int units, Map<String, Double> times, Work work) throws Exception {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        work.run();
        times.put(name, (System.nanoTime() - wall) / 1000.0 / units);
        times.put(name + CPU, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1000.0 / units);
    }
}
