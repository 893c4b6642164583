/**
 * What a person sees: standard output and error, progress, tables, files, exit codes,
 * interruptions.
 */
@NullMarked
package dev.baton.cli.terminal;

import org.jspecify.annotations.NullMarked;
