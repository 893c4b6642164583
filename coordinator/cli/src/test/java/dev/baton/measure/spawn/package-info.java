@NullMarked
package dev.baton.measure.spawn;

import org.jspecify.annotations.NullMarked;
