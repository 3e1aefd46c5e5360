package dev.parley.yaml;

import dev.parley.definition.Template;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.DialogWalk.Spoken;

/** What must hold of words with placeholders: a value that is named is there whenever they are said, or there are other words. */
final class WordChecks {

  private final Report report;
  private final FeatureChecks features;

  WordChecks(Report report, FeatureChecks features) {
    this.report = report;
    this.features = features;
  }

  /** A placeholder, wherever it stands. */
  void reference(Template.Reference reference, SlotNames slots) {
    if (reference instanceof Template.SlotReference slot) {
      slots.mistake(slot.slot()).ifPresent(m -> report.add(Diagnostic.error(m.code(), slot.span(), m.message()).help(m.help())));
    } else if (reference instanceof Template.FeatureReference feature) {
      features.reference(feature);
    }
  }

  void spoken(Spoken spoken, SlotNames slots) {
    DialogWalk.references(spoken.response().absent()).forEach(r -> {
      if (r instanceof Template.FeatureReference feature) {
        report.add(
            Diagnostic.error("absent-names-feature", feature.span(), "what is said when a value is absent names a feature itself")
                .help("word it so that it does without"));
      }
    });
    if (!spoken.response().absent().isEmpty()) {
      return;
    }
    String help =
        spoken.retry()
            ? "word this retry so that it does without, or write it as `{ say: ..., absent: ... }`"
            : "add `absent:` with a wording that does without it";
    DialogWalk.references(spoken.response().groups()).filter(r -> !spoken.known().contains(Conditions.name(r))).forEach(r -> {
      if (r instanceof Template.FeatureReference feature) {
        String name = feature.group() + "." + feature.feature();
        report.add(
            Diagnostic.error("no-wording-for-absent", feature.span(), "what is said when `" + name + "` is absent?").help(help));
      } else if (r instanceof Template.SlotReference slot && slots.find(slot.slot()).isPresent()) {
        report.add(
            Diagnostic.warning("value-not-known", slot.span(), "slot `" + slot.slot() + "` may have no value when this is said")
                .help(help));
      }
    });
  }
}
