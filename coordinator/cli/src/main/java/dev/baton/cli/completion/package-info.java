/** Completion of command lines in bash, zsh and fish. */
@NullMarked
package dev.baton.cli.completion;

import org.jspecify.annotations.NullMarked;
