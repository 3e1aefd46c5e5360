package dev.parley.cli;

import dev.parley.cli.TaggedTexts.Place;
import dev.parley.cli.TaggingTrial.Answer;
import java.util.List;

/**
 * How well slots were found, as CoNLL's evaluation counts: a slot is right when it has just its words and its name. Shares are
 * 0..1.
 *
 * @param precision of the slots that were found, how many are right
 * @param recall of the slots that are there, how many were found
 * @param whole of the sentences, how many have just the right slots
 * @param sentences how many there were
 */
record TaggingFigures(double precision, double recall, double whole, int sentences) {

  static TaggingFigures of(List<Answer> answers) {
    long found = 0;
    long there = 0;
    long right = 0;
    long whole = 0;
    for (Answer answer : answers) {
      List<Place> places = answer.asked().places();
      found += answer.found().size();
      there += places.size();
      right += answer.found().stream().filter(places::contains).count();
      whole += answer.found().equals(places) ? 1 : 0;
    }
    return new TaggingFigures(share(right, found), share(right, there), share(whole, answers.size()), answers.size());
  }

  /** Nothing to be found, and nothing found, is all right. */
  private static double share(long part, long all) {
    return all == 0 ? 1 : (double) part / all;
  }

  /** The harmonic mean of precision and recall. */
  double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /** The mean of several draws' figures. */
  static TaggingFigures mean(List<TaggingFigures> draws) {
    return new TaggingFigures(
        draws.stream().mapToDouble(TaggingFigures::precision).average().orElse(0),
        draws.stream().mapToDouble(TaggingFigures::recall).average().orElse(0),
        draws.stream().mapToDouble(TaggingFigures::whole).average().orElse(0),
        draws.stream().mapToInt(TaggingFigures::sentences).sum());
  }
}
