package dev.baton.advise;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What running a few tasks has shown. Immutable.
 *
 * @param samples the number of different tasks that were run
 * @param runs the number of runs in all; tasks that compute are repeated until the JVM is warm
 * @param firstNs the wall time of the very first run, in nanoseconds
 * @param queuedShare the share of their time that the tasks waited for a processor, from 0 to 1, as
 *     Linux reports it; if it is not small, other programs were running
 * @param isCounted whether the number of tasks is exact; otherwise there are at least that many
 * @param childrenNs processor time of processes that a task starts, in nanoseconds on average;
 *     empty if this system does not report it
 * @param obstacle why the tasks or their results cannot be sent to other processes; null if they
 *     can
 * @param work what follows for all tasks
 */
public record Sampling(
    int samples,
    int runs,
    double firstNs,
    double queuedShare,
    boolean isCounted,
    OptionalDouble childrenNs,
    @Nullable String obstacle,
    Workload work) {}
