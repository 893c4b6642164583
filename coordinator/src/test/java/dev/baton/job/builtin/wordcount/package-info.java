/** Tests of the job wordcount. */
@NullMarked
package dev.baton.job.builtin.wordcount;

import org.jspecify.annotations.NullMarked;
