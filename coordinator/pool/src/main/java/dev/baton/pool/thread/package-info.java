/** Threads of a pool on which code of the program's runs, and where their failures go. */
@NullMarked
package dev.baton.pool.thread;

import org.jspecify.annotations.NullMarked;
