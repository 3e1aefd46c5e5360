package dev.parley.yaml;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.QuestionAnswer;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of the samples of what callers say. */
final class UtteranceChecks {

  private static final Pattern SLOT = Pattern.compile("\\{([^{}]*)\\}");

  private final Report report;
  private final Map<String, SampleUtterance> seen = new HashMap<>();

  UtteranceChecks(Report report) {
    this.report = report;
  }

  void check(IntentDefinition intent) {
    intent.utterances().forEach(u -> utterance(intent, u, seen));
    for (QuestionAnswer question : intent.questions()) {
      question.questions().forEach(u -> utterance(intent, u, seen));
    }
    for (SlotDefinition slot : intent.slots()) {
      answers(intent, slot);
      slot.parts().values().forEach(p -> answers(intent, p));
    }
  }

  /** Answers to one question: those to another may sound the same. */
  private void answers(IntentDefinition intent, SlotDefinition slot) {
    Map<String, SampleUtterance> ofThisSlot = new HashMap<>();
    slot.utterances().forEach(u -> utterance(intent, u, ofThisSlot));
  }

  private void utterance(IntentDefinition intent, SampleUtterance utterance, Map<String, SampleUtterance> earlierOnes) {
    String normal = Words.normal(utterance.text());
    if (normal.isEmpty()) {
      report.add(
          Diagnostic.error("empty-utterance", utterance.span(), "this utterance has no words")
              .help("write what a caller says, or drop it"));
      return;
    }
    SampleUtterance earlier = earlierOnes.putIfAbsent(normal, utterance);
    if (earlier != null) {
      report.add(
          Diagnostic.error("same-utterance", utterance.span(), "this utterance stands in the bot twice")
              .note(earlier.span(), "it stands here first")
              .help("keep it where callers mean it"));
    }
    slotsIn(intent, utterance);
  }

  private void slotsIn(IntentDefinition intent, SampleUtterance utterance) {
    Matcher matcher = SLOT.matcher(utterance.text());
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      SlotNames.of(intent).mistake(name).ifPresent(m -> report.add(
          Diagnostic.error(m.code(), utterance.span(), m.message()).help(m.help())));
      if (found.contains(name)) {
        report.add(
            Diagnostic.error("slot-twice-in-utterance", utterance.span(), "slot `" + name + "` stands in this utterance twice")
                .help("one slot has one value"));
      }
      found.add(name);
    }
    String rest = matcher.replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      String example = intent.slots().stream().map(SlotDefinition::name).findFirst().orElse("SlotName");
      report.add(
          Diagnostic.error("utterance-brace", utterance.span(), "a brace in this utterance has no partner")
              .help("a slot is written {" + example + "}"));
    }
  }
}
