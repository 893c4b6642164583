/** The commands that measure. */
@NullMarked
package dev.baton.cli.measure;

import org.jspecify.annotations.NullMarked;
