/**
 * The one entrance to the pure core. Read {@link dev.parley.engine.ConversationCore} first.
 */
@NullMarked
package dev.parley.engine;

import org.jspecify.annotations.NullMarked;
