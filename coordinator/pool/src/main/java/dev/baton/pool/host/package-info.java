/** The workers that a pool starts on this host, and what it starts for them. */
@NullMarked
package dev.baton.pool.host;

import org.jspecify.annotations.NullMarked;
