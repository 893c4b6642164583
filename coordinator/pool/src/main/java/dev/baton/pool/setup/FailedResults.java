package dev.baton.pool.setup;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Results that are failures in the eyes of the program, though their tasks have ended well.
 *
 * @param isFailure told a result
 * @param runAgain whether, when a job is resumed, tasks with such a result run again
 */
public record FailedResults(Predicate<@Nullable Object> isFailure, boolean runAgain) {}
