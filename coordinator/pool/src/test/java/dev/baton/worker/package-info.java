/** The worker of the simulation. */
@NullMarked
package dev.baton.worker;

import org.jspecify.annotations.NullMarked;
