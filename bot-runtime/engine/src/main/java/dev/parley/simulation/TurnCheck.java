package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentView;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.AttributeHas;
import dev.parley.simulation.ConversationTest.Expected;
import dev.parley.simulation.ConversationTest.Happened;
import dev.parley.simulation.ConversationTest.HookCalled;
import dev.parley.simulation.ConversationTest.LookedUp;
import dev.parley.simulation.ConversationTest.Said;
import dev.parley.simulation.ConversationTest.SlotHas;
import dev.parley.simulation.ConversationTest.Stands;
import dev.parley.simulation.ConversationTest.Wrote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what happened in a turn with what should have. */
final class TurnCheck {

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern ANY = Pattern.compile("\\s*(?:\\.\\.\\.|…)\\s*");

  private final Simulation simulation;
  private final int from;
  private final List<Happening> happened;
  private final Report report;
  private final List<Mismatch> mismatches;

  /**
   * A check of a part of a conversation.
   *
   * @param from the first happening of the part
   * @param to the one after its last
   * @param mismatches takes what is not as expected, for the transcript
   */
  TurnCheck(Simulation simulation, int from, int to, Report report, List<Mismatch> mismatches) {
    this.simulation = simulation;
    this.from = from;
    this.happened = List.copyOf(simulation.happenings().subList(from, to));
    this.report = report;
    this.mismatches = mismatches;
  }

  private void instead(int happening, Span wantedAt, String wanted) {
    mismatches.add(new Mismatch(happening, false, wanted + "  (" + wantedAt + ")"));
  }

  private void missing(Span wantedAt, String wanted) {
    mismatches.add(new Mismatch(from + happened.size(), true, wanted + "  (" + wantedAt + ")"));
  }

  void said(Span turn, List<Said> wanted) {
    List<Integer> places = places(DialogOutput.Say.class);
    List<String> words = outputs(DialogOutput.Say.class).stream().map(simulation::words).map(TurnCheck::flat).toList();
    for (int i = 0; i < Math.max(words.size(), wanted.size()); i++) {
      if (i >= words.size()) {
        report.add(Diagnostic.error("said-nothing", wanted.get(i).span(), "the bot does not say this")
            .note(Span.NONE, i == 0 ? "it says nothing in this turn" : "it says no more in this turn"));
        missing(wanted.get(i).span(), "BOT: " + flat(wanted.get(i).words()));
        return;
      } else if (i >= wanted.size()) {
        Span place = wanted.isEmpty() ? turn : wanted.get(wanted.size() - 1).span();
        instead(places.get(i), place, "no more words");
        report.add(Diagnostic.error("said-more", place, "the bot says more than this")
            .note(Span.NONE, "it also says: " + words.get(i)));
      } else if (!matches(wanted.get(i).words(), words.get(i))) {
        instead(places.get(i), wanted.get(i).span(), "BOT: " + flat(wanted.get(i).words()));
        report.add(otherwise(wanted.get(i), words.get(i)));
      }
    }
  }

  private static Diagnostic otherwise(Said wanted, String said) {
    String flat = flat(wanted.words());
    int same = 0;
    while (same < Math.min(flat.length(), said.length()) && flat.charAt(same) == said.charAt(same)) {
      same++;
    }
    Diagnostic diagnostic =
        Diagnostic.error("said-otherwise", wanted.span(), "the bot says something else")
            .note(Span.NONE, "expected: " + flat)
            .note(Span.NONE, "it says:  " + said);
    return same < 3 || ANY.matcher(flat).find()
        ? diagnostic
        : diagnostic.note(Span.NONE, " ".repeat("it says:  ".length() + same) + "^ from here on");
  }

  private static String flat(String words) {
    return SPACES.matcher(words.strip()).replaceAll(" ");
  }

  private static boolean matches(String wanted, String said) {
    String pattern =
        Arrays.stream(ANY.split(flat(wanted), -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(flat(said)).matches();
  }

  void expected(Expected expected) {
    if (expected instanceof Happened e) {
      List<String> seen = seen(e.event());
      if (e.text().isEmpty() ? seen.isEmpty() : seen.stream().noneMatch(s -> matches(e.text().get(), s))) {
        missing(e.span(), e.event() + e.text().map(t -> " \"" + t + "\"").orElse(""));
        Diagnostic diagnostic = Diagnostic.error("did-not-happen", e.span(), "this does not happen in this turn");
        report.add(seen.isEmpty() ? diagnostic : diagnostic.note(Span.NONE, e.event() + " is seen with: " + String.join(" / ", seen)));
      }
    } else if (expected instanceof SlotHas e) {
      compare(e.span(), "slot `" + e.slot() + "`", e.value(), slot(e.slot()));
    } else if (expected instanceof AttributeHas e) {
      Optional<String> value = Optional.ofNullable(simulation.view().sessionAttributes().get(e.attribute())).map(simulation::reveal);
      compare(e.span(), "session attribute `" + e.attribute() + "`", e.value(), value);
    } else if (expected instanceof LookedUp e) {
      List<String> keys =
          outputs(DialogOutput.LookUpFeatures.class).stream()
              .filter(o -> o.group().equals(e.group()))
              .map(o -> simulation.reveal(o.key()))
              .toList();
      among(e.span(), "group `" + e.group() + "` is looked up", e.key(), keys);
    } else if (expected instanceof Wrote e) {
      wrote(e);
    } else if (expected instanceof HookCalled e) {
      List<String> hooks = outputs(DialogOutput.CallHook.class).stream().map(o -> o.hook().target()).toList();
      among(e.span(), "a hook is called", Optional.of(e.hook()), hooks);
    } else if (expected instanceof Stands e) {
      stands(e);
    } else {
      throw new AssertionError(expected);
    }
  }

  private void wrote(Wrote wanted) {
    List<DialogOutput.WriteFeatures> writes =
        outputs(DialogOutput.WriteFeatures.class).stream()
            .filter(o -> o.group().equals(wanted.group()) && wanted.key().filter(k -> !k.equals(simulation.reveal(o.key()))).isEmpty())
            .toList();
    if (writes.stream().noneMatch(o -> written(o).entrySet().containsAll(wanted.values().entrySet()))) {
      missing(wanted.span(), "writes " + wanted.group() + " " + new TreeMap<>(wanted.values()));
      String seen = writes.isEmpty() ? "never" : writes.stream().map(o -> written(o).toString()).collect(Collectors.joining(", "));
      report.add(
          Diagnostic.error("did-not-happen", wanted.span(), "this does not happen in this turn")
              .note(Span.NONE, "group `" + wanted.group() + "` is written" + wanted.key().map(k -> " under " + k).orElse("") + ": " + seen));
    }
  }

  private Map<String, String> written(DialogOutput.WriteFeatures o) {
    Map<String, String> written = new TreeMap<>();
    o.values().forEach((feature, value) -> written.put(feature, simulation.reveal(value)));
    o.counts().forEach(c -> written.put(c.feature(), (c.add().signum() < 0 ? "" : "+") + c.add().toPlainString()));
    return written;
  }

  private Optional<String> slot(String name) {
    return simulation.view().intent().map(IntentView::slots).flatMap(s -> s.getOrDefault(name, Optional.empty()))
        .map(v -> v.ambiguous() ? String.join(" or ", v.resolvedValues()) : v.interpretedValue())
        .map(simulation::reveal);
  }

  private void stands(Stands e) {
    SessionView view = simulation.view();
    Optional<DialogAction> action = view.dialogAction();
    switch (e.aspect()) {
      case ELICITS -> compare(e.span(), "the slot that is elicited", Optional.of(e.value()), action.flatMap(DialogAction::slotToElicit));
      case ACTION -> compare(e.span(), "the dialog action", Optional.of(e.value()), action.map(a -> a.type().lexName()));
      case INTENT -> compare(e.span(), "the open intent", Optional.of(e.value()), view.intent().map(IntentView::name));
      case STATE -> compare(e.span(), "the intent's state", Optional.of(e.value()), view.intent().map(i -> i.state().lexName()));
    }
  }

  private void compare(Span span, String what, Optional<String> wanted, Optional<String> found) {
    if (!wanted.equals(found)) {
      missing(span, what + " is " + quoted(wanted));
      report.add(
          Diagnostic.error("other-value", span, what + " is " + quoted(found) + " here").label("expected " + quoted(wanted)));
    }
  }

  private static String quoted(Optional<String> value) {
    return value.map(v -> "`" + v + "`").orElse("empty");
  }

  private void among(Span span, String what, Optional<String> wanted, List<String> found) {
    if (wanted.isEmpty() ? found.isEmpty() : !found.contains(wanted.get())) {
      missing(span, what + wanted.map(w -> ": " + w).orElse(""));
      report.add(
          Diagnostic.error("did-not-happen", span, "this does not happen in this turn")
              .note(Span.NONE, what + ": " + (found.isEmpty() ? "never" : String.join(", ", found))));
    }
  }

  void absent(Absent absent) {
    List<String> seen = seen(absent.event());
    if (!seen.isEmpty()) {
      instead(first(absent.event()), absent.span(), "no " + absent.event());
      report.add(
          Diagnostic.error("did-happen", absent.span(), "this happens, and should not")
              .note(Span.NONE, absent.event() + " is seen with: " + String.join(" / ", seen)));
    }
  }

  /** What was seen of such an event, in words. */
  private List<String> seen(String event) {
    return switch (event) {
      case "PlaybackInterruption" -> outputs(DialogOutput.StopPlayback.class).stream().map(o -> o.reason().name()).toList();
      case "PlaybackLowered" -> outputs(DialogOutput.LowerPlayback.class).stream().map(o -> "").toList();
      case "PlaybackResumed" -> outputs(DialogOutput.ResumePlayback.class).stream().map(o -> "").toList();
      case "Heard" -> outputs(DialogOutput.Heard.class).stream().map(this::heard).toList();
      case "Transcript" -> outputs(DialogOutput.RevealTranscript.class).stream().map(o -> simulation.reveal(o.text())).toList();
      case "IntentResult" ->
          outputs(DialogOutput.RevealIntentResult.class).stream().map(o -> o.session().intent().map(IntentView::name).orElse("")).toList();
      case "TextResponse" -> outputs(DialogOutput.Say.class).stream().map(simulation::words).toList();
      case "FeatureLookup" -> outputs(DialogOutput.LookUpFeatures.class).stream().map(DialogOutput.LookUpFeatures::group).toList();
      case "FeatureWrite" -> outputs(DialogOutput.WriteFeatures.class).stream().map(DialogOutput.WriteFeatures::group).toList();
      case "HookCall" -> outputs(DialogOutput.CallHook.class).stream().map(o -> o.hook().target()).toList();
      case "Close" -> outputs(DialogOutput.Close.class).stream().map(DialogOutput.Close::reason).toList();
      case "HangUp" -> hangUps();
      default -> throw new AssertionError(event);
    };
  }

  private String heard(DialogOutput.Heard o) {
    return o.heard().stream().map(m -> simulation.reveal(m.content())).collect(Collectors.joining(" "));
  }

  /** Where such an event is seen first. */
  private int first(String event) {
    for (int i = 0; i < happened.size(); i++) {
      if (!new TurnCheck(simulation, from + i, from + i + 1, report, mismatches).seen(event).isEmpty()) {
        return from + i;
      }
    }
    throw new AssertionError(event + " was seen, and nowhere");
  }

  private List<Integer> places(Class<? extends DialogOutput> type) {
    return IntStream.range(0, happened.size())
        .filter(i -> happened.get(i) instanceof Happening.Output o && type.isInstance(o.output()))
        .mapToObj(i -> from + i)
        .toList();
  }

  private List<String> hangUps() {
    List<String> reasons = new ArrayList<>();
    for (Happening happening : happened) {
      if (happening instanceof Happening.Event e && e.event() instanceof DialogEvent.HungUp hungUp) {
        reasons.add(hungUp.reason());
      }
    }
    return reasons;
  }

  private <T extends DialogOutput> List<T> outputs(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Happening happening : happened) {
      if (happening instanceof Happening.Output o && type.isInstance(o.output())) {
        found.add(type.cast(o.output()));
      }
    }
    return found;
  }
}
