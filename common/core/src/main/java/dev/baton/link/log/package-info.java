/** Links over the log. */
@NullMarked
package dev.baton.link.log;

import org.jspecify.annotations.NullMarked;
