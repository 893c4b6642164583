/** Runs a job on a pool: its splits as tasks, and what they give folded. */
@NullMarked
package dev.baton.job.runner;

import org.jspecify.annotations.NullMarked;
