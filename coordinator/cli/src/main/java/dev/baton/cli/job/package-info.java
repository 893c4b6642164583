/** Jobs by their names, and their command lines. */
@NullMarked
package dev.baton.cli.job;

import org.jspecify.annotations.NullMarked;
