/**
 * The links on which records travel between a coordinator and a worker. Which link leads to a
 * process is said by its {@link dev.baton.wire.Address}.
 */
@NullMarked
package dev.baton.link;

import org.jspecify.annotations.NullMarked;
