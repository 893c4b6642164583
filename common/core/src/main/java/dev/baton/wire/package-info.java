/**
 * Records that travel between coordinator, workers and host agents, and their versioned binary
 * layout.
 */
@NullMarked
package dev.baton.wire;

import org.jspecify.annotations.NullMarked;
