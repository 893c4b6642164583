package dev.baton.pool;

/**
 * How far a pool has come.
 *
 * @param submitted tasks submitted so far
 * @param done ended with a result
 * @param failed ended without
 * @param running at a worker
 * @param pending waiting for a worker
 */
public record Progress(long submitted, long done, long failed, long running, long pending) {}
