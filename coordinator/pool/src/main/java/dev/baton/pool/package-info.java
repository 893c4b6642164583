/** The process pool, the futures of its tasks, and what it reports about itself. */
@NullMarked
package dev.baton.pool;

import org.jspecify.annotations.NullMarked;
