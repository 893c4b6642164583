/** {@code --html}: what a run did, as one page that loads nothing. */
@NullMarked
package dev.baton.cli.report;

import org.jspecify.annotations.NullMarked;
