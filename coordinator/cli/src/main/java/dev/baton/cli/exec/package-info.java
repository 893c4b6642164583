/** The command line of {@code baton exec}. */
@NullMarked
package dev.baton.cli.exec;

import org.jspecify.annotations.NullMarked;
