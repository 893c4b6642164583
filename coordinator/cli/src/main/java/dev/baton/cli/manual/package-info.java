/** The manual pages of the commands. */
@NullMarked
package dev.baton.cli.manual;

import org.jspecify.annotations.NullMarked;
