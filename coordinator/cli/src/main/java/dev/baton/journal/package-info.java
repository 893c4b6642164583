/** What is written down about jobs, so that another coordinator can go on with them. */
@NullMarked
package dev.baton.journal;

import org.jspecify.annotations.NullMarked;
