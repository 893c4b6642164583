/** {@code baton cancel}: ends a job from anywhere. */
@NullMarked
package dev.baton.cli.cancel;

import org.jspecify.annotations.NullMarked;
