package bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What one candidate took in each round. */
record Times(List<Double> values) {
    Times() {
        this(new ArrayList<>());
    }

    void add(double value) {
        values.add(value);
    }

    double median() {
        return median(values);
    }

    double min() {
        return Collections.min(values);
    }

    /** The median of the ratios within the rounds: what disturbs a whole round disturbs both. */
    double ratioTo(Times reference) {
        return median(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / reference.values.get(round))
                .toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
