package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.nlu.ConfusableSamples;
import dev.parley.nlu.ConfusableSamples.Collision;
import dev.parley.nlu.ConfusableSamples.Sameness;

/** Warns of samples of two intents that callers' words do not tell apart. */
final class SampleWarnings {

  private SampleWarnings() {}

  static void add(BotDefinition bot, Report report) {
    for (LocaleDefinition locale : bot.locales().values()) {
      ConfusableSamples.in(locale).forEach(c -> report.add(warning(c)));
    }
  }

  private static Diagnostic warning(Collision collision) {
    String other = collision.other().name();
    String intent = collision.intent().name();
    if (collision.sameness() == Sameness.WHOLE) {
      return Diagnostic.warning("same-sample", collision.sample().span(), "callers who say this may mean intent `" + other + "` just as well as `" + intent + "`")
          .note(collision.otherSample().span(), "to a caller's words this sample of `" + other + "` is the same: a slot is its type there")
          .help("keep it in the intent that callers mean by it, or make one intent of both");
    } else if (collision.sameness() == Sameness.BUT_FOR_FREE_WORDS) {
      return Diagnostic.warning("confusable-samples", collision.sample().span(), "nothing but words that may be any tells this sample from one of intent `" + other + "`")
          .note(collision.otherSample().span(), "this is the sample of `" + other + "`")
          .help("add a word that callers say for one of them only, give the slots types that list their values, or make one intent of both");
    }
    return Diagnostic.warning("confusable-samples", collision.sample().span(), "nothing but small words tells this sample from one of intent `" + other + "`")
        .note(collision.otherSample().span(), "this is the sample of `" + other + "`")
        .help("add a word that callers say for one of them only, drop the sample from the intent that it is not, or make one intent of both");
  }
}
