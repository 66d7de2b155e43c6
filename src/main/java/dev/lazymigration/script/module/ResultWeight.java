package dev.lazymigration.script.module;

import java.util.List;

/** How much memory the rows of a result take; the smallest values weigh more here than on their way from the server. */
final class ResultWeight {

    private static final long MOST = 64L << 20;
    private static final int ROW = 64;
    private static final int VALUE = 40;

    private long weight;

    void add(List<?> row) throws Traffic.TooMuchException {
        weight += ROW;
        for (Object value : row) {
            weight += VALUE;
            if (value instanceof String text) {
                weight += text.length();
            } else if (value instanceof byte[] bytes) {
                weight += bytes.length;
            }
        }
        if (weight > MOST) {
            throw new Traffic.TooMuchException();
        }
    }
}
