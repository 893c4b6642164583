/** What is written of measurements: the figures as JSON, and a page with charts. */
@NullMarked
package dev.baton.measure.report;

import org.jspecify.annotations.NullMarked;
