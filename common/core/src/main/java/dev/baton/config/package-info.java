/**
 * All settings, in one table ({@link dev.baton.config.SettingTable}); and their values as people
 * write them: sizes, durations, addresses, property files, with suggestions for misspelled names.
 */
@NullMarked
package dev.baton.config;

import org.jspecify.annotations.NullMarked;
