/** The command that shows hosts, workers and jobs. */
@NullMarked
package dev.baton.cli.status;

import org.jspecify.annotations.NullMarked;
