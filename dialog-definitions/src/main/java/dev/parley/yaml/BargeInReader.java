package dev.parley.yaml;

import dev.parley.definition.BargeIn;
import dev.parley.definition.Words;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Reads when callers may interrupt. */
final class BargeInReader {

  private static final String KEY = "barge_in";

  private final Report report;

  BargeInReader(Report report) {
    this.report = report;
  }

  /** What holds for all that is said in a locale or of a slot. */
  record General(boolean allowed, BargeIn policy) {}

  /** The {@code barge_in} of a locale or slot: true, false, or its keys. */
  General general(MappingReader keys, boolean allowedFurtherOut) {
    Optional<YamlNode> node = keys.node(KEY);
    if (node.isEmpty()) {
      return new General(allowedFurtherOut, BargeIn.UNSET);
    } else if (node.get() instanceof YamlScalar) {
      return new General(keys.flag(KEY, allowedFurtherOut), BargeIn.UNSET);
    }
    Optional<MappingReader> own = MappingReader.of(node.get(), BotGrammar.keys("barge_in_default"), report);
    boolean allowed = own.map(k -> k.flag("allow", allowedFurtherOut)).orElse(allowedFurtherOut);
    return new General(allowed, own.map(this::policy).orElse(BargeIn.UNSET));
  }

  /** The {@code barge_in} of what is said. */
  BargeIn of(MappingReader keys, boolean interruptible) {
    Optional<MappingReader> own = keys.node(KEY).flatMap(n -> MappingReader.of(n, BotGrammar.keys(KEY), report));
    BargeIn policy = own.map(this::policy).orElse(BargeIn.UNSET);
    if (!interruptible && !policy.unset()) {
      report.add(
          Diagnostic.warning("barge-in-without-effect", keys.place(KEY), "this may not be interrupted at all, so this changes nothing")
              .help("drop it here, or let the response be `interruptible: true`"));
    }
    return policy;
  }

  private BargeIn policy(MappingReader keys) {
    List<String> words = keys.scalars("backchannel").stream().map(s -> Words.normal(s.text())).distinct().toList();
    Optional<Integer> minWords = keys.whole("min_words").stream().boxed().findFirst();
    if (!words.isEmpty() && minWords.filter(n -> n == 0).isPresent()) {
      report.add(
          Diagnostic.warning("backchannel-without-words", keys.place("backchannel"), "any sound interrupts here, so these words do too")
              .help("set `min_words: 1` or more: only then is it waited for words"));
    }
    return new BargeIn(keys.time("min_speech"), minWords, keys.time("protected"), words);
  }
}
