@NullMarked
package dev.baton.measure.report;

import org.jspecify.annotations.NullMarked;
