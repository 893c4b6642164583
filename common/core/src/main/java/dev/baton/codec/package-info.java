/** How objects of the user become bytes and bytes become objects again, and which classes may. */
@NullMarked
package dev.baton.codec;

import org.jspecify.annotations.NullMarked;
