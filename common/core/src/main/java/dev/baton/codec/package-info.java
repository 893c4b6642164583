/** How user objects become bytes and bytes become objects again, and which classes are allowed. */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
