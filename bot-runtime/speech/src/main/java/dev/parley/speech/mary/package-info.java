/**
 * Speech synthesis by MaryTTS, in process, with the English voice {@code cmu-slt-hsmm} from Maven Central. Mary misreads much of what
 * bots say (card numbers, money) and breaks on some SSML, so a front end of ours writes everything out in words first. Read {@link
 * dev.parley.speech.mary.MaryEngine} first, then {@link dev.parley.speech.mary.EnglishReading}.
 */
@NullMarked
package dev.parley.speech.mary;

import org.jspecify.annotations.NullMarked;
