@NullMarked
package dev.baton.measure.race;

import org.jspecify.annotations.NullMarked;
