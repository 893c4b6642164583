/** Minimum, mean and maximum of the numbers of each key. */
@NullMarked
package dev.baton.job.builtin.aggregate;

import org.jspecify.annotations.NullMarked;
