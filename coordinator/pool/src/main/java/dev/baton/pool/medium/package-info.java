/**
 * The connection between a coordinator and its workers: sockets, the log, or first one and then the
 * other.
 */
@NullMarked
package dev.baton.pool.medium;

import org.jspecify.annotations.NullMarked;
