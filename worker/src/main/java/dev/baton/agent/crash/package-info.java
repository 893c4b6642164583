/**
 * The evidence of a worker's end: crash files, thread dumps, its last output, kills by the kernel.
 */
@NullMarked
package dev.baton.agent.crash;

import org.jspecify.annotations.NullMarked;
