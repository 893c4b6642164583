/** The profile of a pool: what its workers' flight recorders have written, as one file. */
@NullMarked
package dev.baton.pool.profile;

import org.jspecify.annotations.NullMarked;
