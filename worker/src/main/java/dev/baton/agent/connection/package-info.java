/**
 * How a host agent and the coordinators hear of each other: over the log, over sockets, or both.
 */
@NullMarked
package dev.baton.agent.connection;

import org.jspecify.annotations.NullMarked;
