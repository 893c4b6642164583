/** Files divided into byte ranges, one for each task. */
@NullMarked
package dev.baton.job.split;

import org.jspecify.annotations.NullMarked;
