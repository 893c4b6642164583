/** What the author of a job implements: splits, tasks, and how results are folded into one. */
@NullMarked
package dev.baton.job;

import org.jspecify.annotations.NullMarked;
