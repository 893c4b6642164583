@NullMarked
package dev.baton.measure.handoff;

import org.jspecify.annotations.NullMarked;
