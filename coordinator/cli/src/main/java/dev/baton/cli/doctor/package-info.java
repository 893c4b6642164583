/** The command that checks a machine. */
@NullMarked
package dev.baton.cli.doctor;

import org.jspecify.annotations.NullMarked;
