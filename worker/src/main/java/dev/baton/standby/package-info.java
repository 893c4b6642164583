/** Standby workers: warm processes that wait for the programs of their user. */
@NullMarked
package dev.baton.standby;

import org.jspecify.annotations.NullMarked;
