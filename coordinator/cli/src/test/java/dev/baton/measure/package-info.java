@NullMarked
package dev.baton.measure;

import org.jspecify.annotations.NullMarked;
