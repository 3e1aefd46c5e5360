package dev.parley.cli;

import dev.parley.cli.Explained.ShownValue;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.nlu.Explanation;
import dev.parley.nlu.Explanation.Basis;
import dev.parley.nlu.Explanation.IntentEvidence;
import dev.parley.nlu.Explanation.NearSample;
import dev.parley.nlu.Explanation.Outcome;
import dev.parley.nlu.Explanation.ReadValue;
import dev.parley.nlu.Explanation.Reader;
import dev.parley.slot.ListedSlotType.Likeness;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An explanation for people. */
final class ExplanationPrinter {

  /** Nearer to its bound than this a confidence is told with more figures. */
  private static final double CLOSE = 0.01;

  /** Samples that share less are like nothing that was said. */
  private static final double LEAST_LIKE = 0.01;

  private final Explained explained;
  private final Explanation evidence;
  private final StringBuilder out = new StringBuilder();

  ExplanationPrinter(Explained explained) {
    this.explained = explained;
    evidence = explained.evidence();
  }

  String print() {
    line(explained.bot().name() + " " + explained.locale().localeId() + ", " + asked() + (evidence.byMeaning() ? "" : "; by words alone, without an encoder"));
    line("\"" + explained.text() + "\"" + (explained.secret() ? "  (a secret: its words are not shown)" : ""));
    line("");
    line(outcome());
    evidence.cue().ifPresent(c -> {
      line("");
      line("about the conversation: " + named(c.cue()) + explained.cuePhrase().map(p -> ", \"" + p + "\"").orElse("")
          + c.notTaken().map(why -> "; not taken, for " + why).orElse(""));
    });
    values();
    lost();
    intents();
    if (!evidence.outOfContext().isEmpty()) {
      line("");
      line("cannot be meant, for not all of their input contexts are active: " + String.join(", ", evidence.outOfContext()));
    }
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private String asked() {
    Expectation expectation = explained.expectation();
    return switch (expectation.kind()) {
      case SLOT -> "asked for " + path();
      case SLOT_CONFIRMATION -> "asked whether " + path() + " is right";
      case INTENT_CONFIRMATION -> "asked whether to go ahead with " + expectation.intent().orElse("");
      case INTENT, NOTHING -> "nothing asked";
    };
  }

  private String path() {
    Expectation expectation = explained.expectation();
    return expectation.intent().orElse("") + "." + expectation.slot().orElse("") + expectation.part().map(p -> "." + p).orElse("");
  }

  private String outcome() {
    return switch (evidence.outcome()) {
      case ANSWER -> "It answers the question.";
      case SUGGESTION -> "It takes the value that was offered with the question.";
      case CORRECTION -> "It takes back what was said before: " + String.join(", ", explained.meaning().corrections().keySet()) + ".";
      case TOLD -> "It gives other slots of " + open() + " than was asked.";
      case CUE -> "It is about the conversation: " + evidence.cue().map(c -> named(c.cue())).orElse("") + cueIntent() + ". The dialog knows what it can do with that.";
      case BACK_TO_PARKED -> "It goes back to " + best() + ".";
      case INTENT -> "It means " + best() + ", " + sure() + ".";
      case FALLBACK -> "It means no intent" + (asking() ? ", and is no answer" : "") + ": " + sure() + ". " + explained.locale().fallback().name() + " takes it.";
    };
  }

  private String cueIntent() {
    return explained.meaning().best().filter(b -> !explained.expectation().intent().equals(Optional.of(b.intent()))).map(b -> ", which is intent " + b.intent()).orElse("");
  }

  private boolean asking() {
    return explained.expectation().kind() != Expectation.Kind.INTENT;
  }

  private String open() {
    return explained.expectation().intent().orElse("");
  }

  private String best() {
    return explained.meaning().best().map(Interpretation::intent).orElse("");
  }

  private String sure() {
    if (evidence.intents().isEmpty()) {
      return evidence.outOfContext().isEmpty() ? "the bot has no samples" : "no intent with samples can be meant";
    }
    IntentEvidence likeliest = evidence.intents().get(0);
    if (evidence.needed().isEmpty()) {
      return "while a question is open no intent begins with that";
    }
    double needed = evidence.needed().getAsDouble();
    double ahead = likeliest.confidence() - needed;
    String figures = Math.abs(ahead) < CLOSE ? "%.4f" : "%.2f";
    String bound =
        needed > explained.locale().intentConfidenceThreshold()
            ? "the " + figure(figures, needed) + " that leads away from an open question"
            : "the bot's threshold of " + figure(figures, needed);
    return ahead >= 0
        ? figure(figures, likeliest.confidence()) + " sure, " + figure(figures, ahead) + " above " + bound
        : "the likeliest, " + likeliest.intent() + ", is " + figure(figures, likeliest.confidence()) + " sure, " + figure(figures, -ahead) + " below " + bound;
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void intents() {
    if (evidence.intents().isEmpty()) {
      return;
    }
    line("");
    line("intents, by their samples");
    boolean below = evidence.outcome() != Outcome.INTENT && evidence.outcome() != Outcome.FALLBACK;
    for (IntentEvidence intent : evidence.intents()) {
      if (evidence.needed().isPresent() && intent.confidence() < evidence.needed().getAsDouble() && !below) {
        below = true;
        line("  ---- below here no intent is taken (" + figure("%.2f", evidence.needed().getAsDouble()) + ")");
      }
      line("  " + figure("%.2f", intent.confidence()) + "  " + intent.intent() + basis(intent));
      intent.nearest().stream().filter(n -> n.likeness() >= LEAST_LIKE).forEach(this::near);
    }
  }

  private static String basis(IntentEvidence intent) {
    String sample = intent.sample().map(s -> " \"" + s.text() + "\" (" + s.span() + ")").orElse("");
    return intent.basis() == Basis.SAMPLE ? ": just its sample" + sample
        : intent.basis() == Basis.SAMPLE_BUT_FOR_FREE_WORDS ? ": its sample but for words that may be any:" + sample
        : "";
  }

  private void near(NearSample near) {
    String parts =
        near.meaning().isPresent() ? " (words " + figure("%.2f", near.words()) + ", meaning " + figure("%.2f", near.meaning().getAsDouble()) + ")" : "";
    line("        " + figure("%.2f", near.likeness()) + "  \"" + near.sample().text() + "\"" + parts + "  " + near.sample().span());
  }

  private void values() {
    List<ShownValue> values = explained.values();
    if (!values.isEmpty()) {
      line("");
      line("values");
      values.forEach(this::value);
    }
  }

  private void value(ShownValue value) {
    String what = value.value().size() == 1 ? value.value().get(0) : "either of " + String.join(", ", value.value());
    line("  " + value.intent() + "." + value.slot() + " = " + what
        + value.words().map(w -> "  \"" + w.words() + "\", characters " + w.start() + " to " + w.end()).orElse(""));
    line("        found: " + value.how().words());
    value.read().forEach(r -> line("        read: " + (value.read().size() > 1 || !r.name().equals(value.slot()) ? r.name() + " = " + r.value().interpretedValue() + ", " : "") + read(r)));
  }

  private static String read(ReadValue read) {
    Optional<Likeness> taken = read.likest().stream().filter(l -> read.value().resolvedValues().contains(l.value())).findFirst();
    String how = switch (read.reader()) {
      case RECOGNISER -> "the recogniser of " + read.type();
      case ANY_WORDS -> read.type() + " takes any words";
      case LISTED -> read.type() + " lists \"" + taken.map(Likeness::listed).orElse(read.value().interpretedValue()) + "\"";
      case NEARLY_LISTED -> read.type() + " lists \"" + taken.map(Likeness::listed).orElse(read.value().interpretedValue()) + "\""
          + taken.map(l -> ", which is " + figure("%.2f", l.likeness()) + " like it").orElse("");
      case NOT_LISTED -> read.type() + " does not list it, and takes other values too";
      case PATTERN -> "the pattern of " + read.type();
      case GRAMMAR -> "the grammar of " + read.type();
    };
    String others =
        read.likest().stream()
            .filter(l -> !Optional.of(l).equals(taken))
            .map(l -> "\"" + l.listed() + "\" " + figure("%.2f", l.likeness()))
            .collect(Collectors.joining(", "));
    return how + (others.isEmpty() || read.reader() == Reader.LISTED ? "" : "; others: " + others);
  }

  private void lost() {
    if (evidence.lost().isEmpty() || explained.secret()) {
      return;
    }
    line("");
    line("no values");
    evidence.lost().forEach(l -> line("  " + l.intent() + "." + l.slot()
        + explained.stretch(l.place()).map(w -> "  \"" + w.words() + "\", characters " + w.start() + " to " + w.end()).orElse("") + ": " + l.reason().words()));
  }

  private static String named(Cue cue) {
    return cue.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
