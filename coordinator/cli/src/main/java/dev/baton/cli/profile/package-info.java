/**
 * {@code --profile}: where the time of a job's workers goes, as a recording and as a flame graph.
 */
@NullMarked
package dev.baton.cli.profile;

import org.jspecify.annotations.NullMarked;
