/** Threads of a pool that run the program's code, and where their failures go. */
@NullMarked
package dev.baton.pool.thread;

import org.jspecify.annotations.NullMarked;
