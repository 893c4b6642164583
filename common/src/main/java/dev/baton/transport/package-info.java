/** Channels that carry records between processes. */
@NullMarked
package dev.baton.transport;

import org.jspecify.annotations.NullMarked;
