/** A sum that keeps a core busy. */
@NullMarked
package dev.baton.job.builtin.sum;

import org.jspecify.annotations.NullMarked;
