/**
 * What can be set, in one table ({@link dev.baton.config.SettingTable}); and settings as people
 * write them: sizes, durations, addresses, property files, and what was probably meant.
 */
@NullMarked
package dev.baton.config;

import org.jspecify.annotations.NullMarked;
