/** {@code --trace}: what happened to each attempt, as a file for trace viewers. */
@NullMarked
package dev.baton.cli.timeline;

import org.jspecify.annotations.NullMarked;
