/** Tests of advice. */
@NullMarked
package dev.baton.advise.engine;

import org.jspecify.annotations.NullMarked;
