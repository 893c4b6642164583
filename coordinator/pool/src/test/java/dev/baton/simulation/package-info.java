/**
 * A deterministic simulation of coordinators, host agents and workers: one thread, one clock, one
 * seed. The roles are those of the product; time, processes and the wire are made up here.
 */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
