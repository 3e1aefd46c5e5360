/**
 * Text to meaning for a whole bot: intents, slots in utterances, cues. Trains when a bot loads; then pure. Read {@link
 * dev.parley.nlu.TrainedInterpreter} first.
 */
@NullMarked
package dev.parley.nlu;

import org.jspecify.annotations.NullMarked;
