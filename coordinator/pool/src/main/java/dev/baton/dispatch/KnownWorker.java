package dev.baton.dispatch;

import dev.baton.config.HeapSize;
import dev.baton.wire.Address;

/**
 * A worker that can take tasks.
 *
 * @param host the incarnation of its host agent
 * @param name {@code host/number}, for people
 * @param incarnation new for each process
 * @param inbox where it gets its tasks
 * @param slots how many tasks it runs at a time
 * @param pid its process on its host
 * @param heap its heap, and what the next one in its place may have
 */
public record KnownWorker(
    long host, String name, long incarnation, Address inbox, int slots, long pid, HeapSize heap) {}
