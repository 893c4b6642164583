/**
 * What a coordinator reaches its workers by: sockets, the log, or first the one and then the other.
 */
@NullMarked
package dev.baton.pool.medium;

import org.jspecify.annotations.NullMarked;
