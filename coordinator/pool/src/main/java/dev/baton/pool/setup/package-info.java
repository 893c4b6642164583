/** The configuration of a pool. */
@NullMarked
package dev.baton.pool.setup;

import org.jspecify.annotations.NullMarked;
