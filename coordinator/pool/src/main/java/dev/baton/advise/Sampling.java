package dev.baton.advise;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt by running a few tasks.
 *
 * @param samples how many different tasks were run
 * @param runs how often any of them was; tasks that compute are repeated until the JVM is warm
 * @param firstNs the wall time of the very first, in nanoseconds
 * @param queuedShare for how much of their time they stood in line for a processor, as Linux says;
 *     other programs were there then
 * @param isCounted whether the number of tasks is sure; else there are at least so many
 * @param childrenNs what processes computed that a task has started, on average; empty if this
 *     system does not tell
 * @param obstacle why the tasks or their results cannot be handed over to other processes; null if
 *     they can
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
