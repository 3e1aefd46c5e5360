package dev.parley.nlu;

import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Cue;
import dev.parley.slot.Confirmations;
import dev.parley.slot.SpokenTokens;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises what is said about the conversation itself. The whole utterance must be the cue, politeness apart: "the wait time
 * is long" asks nobody to wait. Pure and thread-safe.
 */
final class Cues {

  private final Map<Cue, Set<List<String>>> phrases = new EnumMap<>(Cue.class);
  private final Set<String> around = new HashSet<>();
  private final Set<String> explains = new HashSet<>();

  /** The language's own phrases and those that the bot adds. A language without a table has the bot's alone. */
  Cues(String localeId, CuePhrases added) {
    load(localeId.substring(0, Math.max(2, localeId.indexOf('_'))));
    added.hold().forEach(p -> add(Cue.HOLD, p));
    added.resume().forEach(p -> add(Cue.RESUME, p));
    added.yes().forEach(p -> add(Cue.YES, p));
    added.no().forEach(p -> add(Cue.NO, p));
  }

  private void load(String language) {
    String name = "cues/" + language + ".yaml";
    try (InputStream in = Cues.class.getResourceAsStream(name)) {
      if (in == null) {
        return;
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Optional<YamlNode> root = YamlNodeReader.read(new SourceText(name, text), new Report());
      YamlMapping table = (YamlMapping) root.orElseThrow(() -> new IllegalStateException(name + " is no YAML"));
      around.addAll(words(table, "around"));
      explains.addAll(words(table, "explains"));
      words(table, "hold").forEach(p -> add(Cue.HOLD, p));
      words(table, "resume").forEach(p -> add(Cue.RESUME, p));
      words(table, "repeat").forEach(p -> add(Cue.REPEAT, p));
      words(table, "cancel").forEach(p -> add(Cue.CANCEL, p));
      words(table, "help").forEach(p -> add(Cue.HELP, p));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(YamlMapping table, String key) {
    List<String> words = new ArrayList<>();
    table.get(key).ifPresent(n -> ((YamlSequence) n).items().forEach(i -> words.add(((YamlScalar) i).text())));
    return words;
  }

  private void add(Cue cue, String phrase) {
    phrases.computeIfAbsent(cue, c -> new LinkedHashSet<>()).add(SpokenTokens.of(phrase));
  }

  /** The cue that the whole utterance is. */
  Optional<Cue> read(String text) {
    List<String> tokens = SpokenTokens.of(text);
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    for (Cue cue : List.of(Cue.YES, Cue.NO)) {
      if (is(cue, tokens)) {
        return Optional.of(cue);
      }
    }
    for (Cue cue : List.of(Cue.HOLD, Cue.RESUME, Cue.REPEAT, Cue.CANCEL, Cue.HELP)) {
      if (is(cue, tokens) || is(cue, bare(tokens))) {
        return Optional.of(cue);
      }
    }
    if (holdWithReason(bare(tokens))) {
      return Optional.of(Cue.HOLD);
    }
    return Confirmations.read(text)
        .flatMap(v -> switch (v) {
          case "Yes" -> Optional.of(Cue.YES);
          case "No" -> Optional.of(Cue.NO);
          default -> Optional.empty();
        });
  }

  /** What follows a resume phrase at the beginning: "I'm back, it is four one one one". */
  Optional<String> afterResume(String text) {
    List<String> tokens = SpokenTokens.of(text);
    int start = 0;
    while (start < tokens.size() && around.contains(tokens.get(start))) {
      start++;
    }
    List<String> rest = tokens.subList(start, tokens.size());
    return phrases.getOrDefault(Cue.RESUME, Set.of()).stream()
        .filter(p -> rest.size() > p.size() && rest.subList(0, p.size()).equals(p))
        .max((a, b) -> Integer.compare(a.size(), b.size()))
        .map(p -> String.join(" ", rest.subList(p.size(), rest.size())));
  }

  private boolean is(Cue cue, List<String> tokens) {
    return !tokens.isEmpty() && phrases.getOrDefault(cue, Set.of()).contains(tokens);
  }

  private List<String> bare(List<String> tokens) {
    int start = 0;
    int end = tokens.size();
    while (start < end && around.contains(tokens.get(start))) {
      start++;
    }
    while (end > start && around.contains(tokens.get(end - 1))) {
      end--;
    }
    return tokens.subList(start, end);
  }

  private boolean holdWithReason(List<String> tokens) {
    return phrases.getOrDefault(Cue.HOLD, Set.of()).stream()
        .anyMatch(p ->
            tokens.size() > p.size()
                && tokens.size() <= p.size() + 10
                && tokens.subList(0, p.size()).equals(p)
                && explains.contains(tokens.subList(p.size(), tokens.size()).stream().filter(t -> !around.contains(t)).findFirst().orElse("")));
  }
}
