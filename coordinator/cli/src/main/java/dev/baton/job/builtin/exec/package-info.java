/** Shell commands as tasks: the job of {@code baton exec}. */
@NullMarked
package dev.baton.job.builtin.exec;

import org.jspecify.annotations.NullMarked;
