/**
 * Published bots on disk: immutable versions, and the aliases that point to them. Read {@link dev.parley.versions.BotStore} first.
 */
@NullMarked
package dev.parley.versions;

import org.jspecify.annotations.NullMarked;
