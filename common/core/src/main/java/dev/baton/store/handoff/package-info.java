/** Which data goes by reference, and from which size on. */
@NullMarked
package dev.baton.store.handoff;

import org.jspecify.annotations.NullMarked;
