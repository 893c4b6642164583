/**
 * The ways to run tasks at the same time, measured against each other on the same work: threads, an
 * event loop, processes, pools.
 */
@NullMarked
package dev.baton.measure.models;

import org.jspecify.annotations.NullMarked;
