/**
 * The host agent: starts, watches and replaces the worker processes of a host, and speaks for it.
 */
@NullMarked
package dev.baton.agent;

import org.jspecify.annotations.NullMarked;
