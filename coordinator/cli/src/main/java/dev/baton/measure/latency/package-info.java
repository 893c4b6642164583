/** How long it takes from asking for something to having it. */
@NullMarked
package dev.baton.measure.latency;

import org.jspecify.annotations.NullMarked;
