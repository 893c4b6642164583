package dev.baton.job.builtin.exec;

import java.util.List;

/**
 * The values of one input source.
 *
 * @param values in their order
 * @param isLinked whether its first value belongs to the first of the list before it, the second to
 *     the second, and so on; otherwise each value is combined with all others
 */
public record InputList(List<String> values, boolean isLinked) {}
