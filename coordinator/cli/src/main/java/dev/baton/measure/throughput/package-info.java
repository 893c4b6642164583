/** How much gets through in a second. */
@NullMarked
package dev.baton.measure.throughput;

import org.jspecify.annotations.NullMarked;
