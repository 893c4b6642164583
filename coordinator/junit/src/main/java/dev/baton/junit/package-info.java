/** A pool for tests. */
@NullMarked
package dev.baton.junit;

import org.jspecify.annotations.NullMarked;
