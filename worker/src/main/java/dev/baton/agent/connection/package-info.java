/** How a host agent hears of coordinators and they of it: over the log, over sockets, or both. */
@NullMarked
package dev.baton.agent.connection;

import org.jspecify.annotations.NullMarked;
