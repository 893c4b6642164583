package dev.baton.dispatch;

import dev.baton.wire.Address;
import dev.baton.wire.JobJar;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What a coordinator says about itself in each batch.
 *
 * @param coordinator its incarnation; results come back under it
 * @param jobId the job that its tasks belong to
 * @param resultsTo the address for the results of a worker with this inbox
 * @param receiver its part of a host store, to which results may be handed over by reference; 0
 *     while it has none
 * @param resultsOnLog whether results should travel while they fit, for a coordinator whose job can
 *     be resumed
 * @param linger how long results may wait for others to travel with
 * @param weight how much of the workers' time it gets beside others
 * @param initializer an encoded {@link dev.baton.RunnableTask} for each worker to run first, or
 *     empty for none
 * @param jars the jars of the job that a host has, for workers without its classes; more may follow
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the wire; never compared
public record BatchHeader(
    long coordinator,
    String jobId,
    UnaryOperator<Address> resultsTo,
    LongSupplier receiver,
    boolean resultsOnLog,
    Duration linger,
    int weight,
    byte[] initializer,
    LongFunction<List<JobJar>> jars) {}
