/** What {@code --metrics-port} serves: figures for Prometheus, and the probes of orchestrators. */
@NullMarked
package dev.baton.cli.metrics;

import org.jspecify.annotations.NullMarked;
