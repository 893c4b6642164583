package dev.baton.store.area;

import dev.baton.store.Members;
import java.nio.file.Path;

/**
 * Where an area is, for what processes share beside blobs: it lies in the same directory and ends
 * with it.
 *
 * @param area names it
 * @param directory its files
 * @param members the processes that use it
 */
public record AreaLocation(long area, Path directory, Members members) {}
