package dev.baton.dispatch;

/**
 * A worker that can take tasks.
 *
 * @param host the incarnation of its host agent
 * @param name {@code host/number}, for people
 * @param incarnation new for each process
 * @param partition its inbox
 * @param slots how many tasks it runs at a time
 * @param pid its process on its host
 */
public record WorkerInfo(
    long host, String name, long incarnation, int partition, int slots, long pid) {}
