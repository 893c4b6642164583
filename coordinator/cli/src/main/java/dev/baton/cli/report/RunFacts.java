package dev.baton.cli.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of itself.
 *
 * @param job the job's name
 * @param jobId the run's id; null if no pool came to be
 * @param command the command line, for people
 * @param outcome {@code done}, {@code failed}, {@code interrupted} or {@code environment}
 * @param error the message; null if done
 * @param tasks how many tasks there were
 * @param done how many of them gave a result
 * @param failed how many failed for good
 * @param cancelled how many were not needed any more
 * @param restored how many had their result from before
 * @param retried how many attempts were repeated
 * @param wall how long it took, start and end included
 * @param start how much of that went by before a worker could take tasks; null if none ever could
 * @param version of Baton
 */
public record RunFacts(
    String job,
    @Nullable String jobId,
    String command,
    String outcome,
    @Nullable String error,
    long tasks,
    long done,
    long failed,
    long cancelled,
    long restored,
    long retried,
    Duration wall,
    @Nullable Duration start,
    String version) {}
