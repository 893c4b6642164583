/** The worker process: reads its inbox, runs tasks, and sends their results. */
@NullMarked
package dev.baton.worker;

import org.jspecify.annotations.NullMarked;
