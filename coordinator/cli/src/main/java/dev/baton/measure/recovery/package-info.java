/** How long lost tasks take to run again, after faults of real processes. */
@NullMarked
package dev.baton.measure.recovery;

import org.jspecify.annotations.NullMarked;
