/** How a pool is set up. */
@NullMarked
package dev.baton.pool.setup;

import org.jspecify.annotations.NullMarked;
