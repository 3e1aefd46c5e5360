package dev.parley.yaml;

import dev.parley.definition.DialogHook;
import dev.parley.definition.DialogHook.Filler;
import dev.parley.definition.HookReference;
import dev.parley.definition.ResponseDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads a code hook and its latency contract. */
final class HookReader {

  /** Lex's start delay of audio fillers. */
  static final Duration FILLER_AFTER = Duration.ofMillis(2500);

  private final Report report;
  private final Optional<YamlScalar> standard;
  private final ResponseReader responses;
  private final TransitionReader transitions;

  HookReader(LocaleScope scope, TransitionReader transitions) {
    this.report = scope.report();
    this.standard = scope.hook();
    this.responses = scope.responses();
    this.transitions = transitions;
  }

  /** When the filler is said, and when the dialog goes on without the hook. */
  record Patience(Duration within, Optional<Filler> filler) {}

  Optional<DialogHook> read(Optional<YamlNode> node) {
    return node.flatMap(this::read);
  }

  private Optional<DialogHook> read(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return target(scalar).map(target -> new DialogHook(
          node.span(),
          new HookReference(target.span(), target.text(), HookReference.LEX_TIMEOUT),
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("hook"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Patience patience = patience(keys, keys.time("timeout"));
    var success = transitions.read(keys.node("success"));
    var failure = transitions.read(keys.node("failure"));
    var timeout = transitions.read(keys.node("on_timeout"));
    Optional<YamlScalar> name = keys.node("name").isPresent() ? keys.scalar("name") : standard(keys.head());
    return name.map(n -> new DialogHook(
        keys.span(),
        new HookReference(n.span(), n.text(), patience.within()),
        keys.text("label"),
        patience.filler(),
        success,
        failure,
        timeout));
  }

  /** Whom a text or truth means. */
  private Optional<YamlScalar> target(YamlScalar scalar) {
    String word = scalar.text().toLowerCase(Locale.ROOT);
    if (scalar.plain() && word.equals("true")) {
      return standard(scalar.span());
    } else if (scalar.plain() && word.equals("false")) {
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  private Optional<YamlScalar> standard(Span place) {
    if (standard.isEmpty()) {
      report.add(
          Diagnostic.error("no-hook", place, "this names no hook, and the locale has none of its own")
              .help("write the hook's name, or add `hook:` to the locale"));
    }
    return standard;
  }

  /** Reads {@code within} and {@code filler}; a filler makes the first the time after which it is said. */
  Patience patience(MappingReader keys, Optional<Duration> timeout) {
    Optional<ResponseDefinition> words = responses.response(keys.node("filler"));
    Optional<Duration> within = keys.time("within");
    if (keys.node("filler").isEmpty()) {
      if (within.isPresent() && timeout.isPresent()) {
        report.add(
            Diagnostic.error("two-limits", keys.place("within"), "`within` and `timeout` both end the wait for this hook")
                .note(keys.place("timeout"), "the other one")
                .help("drop one of them, or add a `filler` that is said after `within`"));
      }
      return new Patience(within.or(() -> timeout).orElse(HookReference.LEX_TIMEOUT), Optional.empty());
    }
    Duration after = within.orElse(FILLER_AFTER);
    Duration limit = timeout.orElse(HookReference.LEX_TIMEOUT);
    if (after.compareTo(limit) >= 0) {
      report.add(
          Diagnostic.error("filler-too-late", keys.place("filler"), "this is said after " + Times.print(after.toMillis())
                  + ", and the wait is over after " + Times.print(limit.toMillis()))
              .help("shorten `within`, or lengthen `timeout`"));
    }
    return new Patience(limit, words.map(w -> new Filler(w.span(), after, w)));
  }

  /** The hook that a fulfilment names beside its own keys. */
  Optional<YamlScalar> named(YamlNode node) {
    return node instanceof YamlScalar scalar ? target(scalar) : Optional.empty();
  }

  /** Whether it is told at length. */
  static boolean isLong(YamlNode node) {
    return node instanceof YamlMapping;
  }
}
