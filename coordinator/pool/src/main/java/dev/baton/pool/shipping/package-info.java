/** Data on its way between this program and workers on other hosts. */
@NullMarked
package dev.baton.pool.shipping;

import org.jspecify.annotations.NullMarked;
