package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.Explained.ShownValue;
import dev.parley.cli.Explained.Stretch;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SecretToken;
import dev.parley.nlu.Explanation;
import dev.parley.nlu.Explanation.IntentEvidence;
import dev.parley.nlu.Explanation.LostValue;
import dev.parley.nlu.Explanation.NearSample;
import dev.parley.nlu.Explanation.ReadValue;
import java.util.Locale;
import java.util.Optional;

/** An explanation for programs; the fields stand in this module's README. */
final class ExplanationJson {

  private final Explained explained;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  private ExplanationJson(Explained explained) {
    this.explained = explained;
  }

  static String print(Explained explained) {
    return new ExplanationJson(explained).write().toPrettyString();
  }

  private ObjectNode write() {
    Explanation evidence = explained.evidence();
    root.put("bot", explained.bot().name()).put("locale", explained.locale().localeId()).put("text", explained.text());
    Expectation expectation = explained.expectation();
    ObjectNode asked = root.putObject("asked").put("kind", named(expectation.kind()));
    expectation.intent().ifPresent(i -> asked.put("intent", i));
    expectation.slot().ifPresent(s -> asked.put("slot", s));
    expectation.part().ifPresent(p -> asked.put("part", p));
    root.put("outcome", named(evidence.outcome())).put("byMeaning", evidence.byMeaning());
    root.put("threshold", explained.locale().intentConfidenceThreshold());
    if (evidence.needed().isPresent()) {
      root.put("needed", evidence.needed().getAsDouble());
    } else {
      root.putNull("needed");
    }
    ArrayNode interpretations = root.putArray("interpretations");
    explained.meaning().ranked().forEach(i -> interpretation(interpretations.addObject(), i));
    root.put("takesSuggestion", explained.meaning().takesSuggestion());
    ArrayNode intents = root.putArray("intents");
    evidence.intents().forEach(i -> intent(intents.addObject(), i));
    ArrayNode outOfContext = root.putArray("outOfContext");
    evidence.outOfContext().forEach(outOfContext::add);
    evidence.cue().ifPresentOrElse(
        c -> {
          ObjectNode cue = root.putObject("cue").put("cue", named(c.cue())).put("taken", c.notTaken().isEmpty());
          explained.cuePhrase().ifPresent(p -> cue.put("phrase", p));
          c.notTaken().ifPresent(why -> cue.put("notTaken", why));
        },
        () -> root.putNull("cue"));
    ArrayNode values = root.putArray("values");
    explained.values().forEach(v -> value(values.addObject(), v));
    ArrayNode lost = root.putArray("lost");
    if (!explained.secret()) {
      evidence.lost().forEach(l -> lost(lost.addObject(), l));
    }
    return root;
  }

  private static void interpretation(ObjectNode node, Interpretation one) {
    node.put("intent", one.intent());
    one.confidence().ifPresent(c -> node.put("confidence", c));
    one.question().ifPresent(q -> node.put("question", q));
    ObjectNode slots = node.putObject("slots");
    one.slots().forEach((name, value) -> slots.put(name, SecretToken.mask(value.interpretedValue())));
  }

  private static void intent(ObjectNode node, IntentEvidence intent) {
    node.put("intent", intent.intent()).put("confidence", round(intent.confidence())).put("basis", named(intent.basis()));
    intent.sample().ifPresent(s -> sample(node.putObject("sample"), s));
    ArrayNode nearest = node.putArray("nearest");
    for (NearSample near : intent.nearest()) {
      ObjectNode one = nearest.addObject();
      sample(one, near.sample());
      one.put("likeness", round(near.likeness())).put("words", round(near.words()));
      near.meaning().ifPresent(m -> one.put("meaning", round(m)));
    }
  }

  private static void sample(ObjectNode node, SampleUtterance sample) {
    node.put("text", sample.text());
    if (sample.span().known()) {
      node.put("file", sample.span().file()).put("line", sample.span().line()).put("column", sample.span().column());
    }
  }

  private static void value(ObjectNode node, ShownValue value) {
    node.put("intent", value.intent()).put("slot", value.slot()).put("role", value.role()).put("found", named(value.how()));
    if (value.value().size() == 1) {
      node.put("value", value.value().get(0));
    } else {
      node.putNull("value");
      ArrayNode either = node.putArray("either");
      value.value().forEach(either::add);
    }
    stretch(node, value.words());
    ArrayNode read = node.putArray("read");
    for (ReadValue one : value.read()) {
      ObjectNode part =
          read.addObject().put("name", one.name()).put("type", one.type()).put("reader", named(one.reader())).put("value", one.value().interpretedValue());
      ArrayNode likest = part.putArray("likest");
      one.likest().forEach(l -> likest.addObject().put("listed", l.listed()).put("value", l.value()).put("likeness", round(l.likeness())));
    }
  }

  private void lost(ObjectNode node, LostValue lost) {
    node.put("intent", lost.intent()).put("slot", lost.slot()).put("reason", named(lost.reason()));
    stretch(node, explained.stretch(lost.place()));
  }

  private static void stretch(ObjectNode node, Optional<Stretch> stretch) {
    stretch.ifPresent(s -> node.put("words", s.words()).put("start", s.start()).put("end", s.end()));
  }

  /** A constant as programs read it: {@code sample-but-for-free-words}. */
  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double round(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
