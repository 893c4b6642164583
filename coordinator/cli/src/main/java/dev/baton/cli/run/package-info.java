/** Commands that run, resume and list jobs. */
@NullMarked
package dev.baton.cli.run;

import org.jspecify.annotations.NullMarked;
