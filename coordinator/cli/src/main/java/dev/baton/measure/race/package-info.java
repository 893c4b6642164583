/** Shows updates that are lost when several count without agreeing, and what agreeing costs. */
@NullMarked
package dev.baton.measure.race;

import org.jspecify.annotations.NullMarked;
