/**
 * {@code --log-format} and {@code --log-file}: what a command says and what workers print, as lines
 * for machines.
 */
@NullMarked
package dev.baton.cli.log;

import org.jspecify.annotations.NullMarked;
