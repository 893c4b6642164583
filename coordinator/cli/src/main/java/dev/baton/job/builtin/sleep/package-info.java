/** Waiting that keeps nothing busy. */
@NullMarked
package dev.baton.job.builtin.sleep;

import org.jspecify.annotations.NullMarked;
