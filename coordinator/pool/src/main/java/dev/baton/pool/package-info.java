/** The process pool that a program uses. */
@NullMarked
package dev.baton.pool;

import org.jspecify.annotations.NullMarked;
