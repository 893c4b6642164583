/** A pool's figures as Micrometer meters. */
@NullMarked
package dev.baton.metrics;

import org.jspecify.annotations.NullMarked;
