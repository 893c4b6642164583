/** Standby workers: processes that wait, warm, for whichever program of their user needs some. */
@NullMarked
package dev.baton.standby;

import org.jspecify.annotations.NullMarked;
