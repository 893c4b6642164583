/** The command that advises. */
@NullMarked
package dev.baton.cli.advise;

import org.jspecify.annotations.NullMarked;
