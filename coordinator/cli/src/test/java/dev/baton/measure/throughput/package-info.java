@NullMarked
package dev.baton.measure.throughput;

import org.jspecify.annotations.NullMarked;
