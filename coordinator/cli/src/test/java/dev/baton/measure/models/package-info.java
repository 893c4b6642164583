@NullMarked
package dev.baton.measure.models;

import org.jspecify.annotations.NullMarked;
