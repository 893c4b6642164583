/** A program's part of the host store: its blobs, counters and maps. */
@NullMarked
package dev.baton.pool.data;

import org.jspecify.annotations.NullMarked;
