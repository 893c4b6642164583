@NullMarked
package dev.baton.measure.work;

import org.jspecify.annotations.NullMarked;
