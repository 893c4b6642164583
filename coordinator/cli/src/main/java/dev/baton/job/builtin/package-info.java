/** The jobs that come with Baton. */
@NullMarked
package dev.baton.job.builtin;

import org.jspecify.annotations.NullMarked;
