/** What a job is: its input, its tasks, how their results are folded into one. */
@NullMarked
package dev.baton.job;

import org.jspecify.annotations.NullMarked;
