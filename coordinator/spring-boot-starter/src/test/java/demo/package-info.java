/** An application that uses the starter. */
@NullMarked
package demo;

import org.jspecify.annotations.NullMarked;
