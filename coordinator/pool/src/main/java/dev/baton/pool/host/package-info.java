/** The workers of this host that a pool starts, and what it starts for them. */
@NullMarked
package dev.baton.pool.host;

import org.jspecify.annotations.NullMarked;
