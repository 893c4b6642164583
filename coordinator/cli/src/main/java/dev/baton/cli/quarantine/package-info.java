/** The commands for tasks in quarantine. */
@NullMarked
package dev.baton.cli.quarantine;

import org.jspecify.annotations.NullMarked;
