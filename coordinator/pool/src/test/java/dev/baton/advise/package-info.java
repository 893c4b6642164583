/** Tests of advice. */
@NullMarked
package dev.baton.advise;

import org.jspecify.annotations.NullMarked;
