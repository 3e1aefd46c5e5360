package dev.parley.yaml;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.QuestionAnswer;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Words;
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

  private final LocaleDefinition locale;
  private final Report report;
  private final Map<String, SampleUtterance> seen = new HashMap<>();

  UtteranceChecks(LocaleDefinition locale, Report report) {
    this.locale = locale;
    this.report = report;
  }

  void check(IntentDefinition intent) {
    intent.utterances().forEach(u -> utterance(intent, u, seen));
    intent.utterances().forEach(u -> builtIn(intent, u));
    for (QuestionAnswer question : intent.questions()) {
      question.questions().forEach(u -> utterance(intent, u, seen));
    }
    questions(intent);
    for (SlotDefinition slot : intent.slots()) {
      answers(intent, slot);
      slot.parts().values().forEach(p -> answers(intent, p));
    }
  }

  /** What callers say for a built-in intent of this bot is no other intent's. */
  private void builtIn(IntentDefinition intent, SampleUtterance utterance) {
    BuiltInPhrases.meaning(locale.localeId(), Words.normal(utterance.text()))
        .flatMap(meaning -> locale.intents().values().stream().filter(i -> i.is(meaning) && !i.equals(intent)).findFirst())
        .ifPresent(other -> report.add(
            Diagnostic.error("same-as-built-in", utterance.span(), "callers who say this mean intent `" + other.name() + "`")
                .note(other.span(), "that is " + other.parent().orElse("") + ", and knows these words")
                .help("drop it here, or drop that intent")));
  }

  private void questions(IntentDefinition intent) {
    boolean answers = intent.is(BuiltInIntent.QNA);
    if (!answers && !intent.questions().isEmpty()) {
      report.add(
          Diagnostic.error("questions-without-qna", intent.questions().get(0).span(), "intent `" + intent.name() + "` has questions, and does not answer any")
              .help("add `parent: AMAZON.QnAIntent`, or make them utterances"));
    } else if (answers && intent.questions().isEmpty()) {
      report.add(
          Diagnostic.error("qna-without-questions", intent.span(), "intent `" + intent.name() + "` answers questions, and there are none")
              .help("add `questions:` with `ask` and `answer`"));
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
