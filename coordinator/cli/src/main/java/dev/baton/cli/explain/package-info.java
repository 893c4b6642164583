/** {@code baton explain}: what the log says about why a job or a task is where it is. */
@NullMarked
package dev.baton.cli.explain;

import org.jspecify.annotations.NullMarked;
