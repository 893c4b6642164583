@NullMarked
package dev.baton.measure.latency;

import org.jspecify.annotations.NullMarked;
