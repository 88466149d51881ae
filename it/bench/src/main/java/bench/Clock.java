package bench;

import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Times work twice: by the wall clock, which others who use the machine disturb, and by CPU time, which they disturb less:
 * that of the one thread that does it, which leaves garbage collection out, or that of all.
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

    /** The same with the CPU time of the whole process: for work that others of its threads help with. */
    static void timeAll(String name, int units, Map<String, Double> times, Work work) throws Exception {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        times.put(name, (System.nanoTime() - wall) / 1000.0 / units);
        times.put(name + CPU, (system.getProcessCpuTime() - cpu) / 1000.0 / units);
    }
}
