/**
 * The links on which records travel between a coordinator and a worker. A process's {@link
 * dev.baton.wire.Address} decides which link leads to it.
 */
@NullMarked
package dev.baton.link;

import org.jspecify.annotations.NullMarked;
