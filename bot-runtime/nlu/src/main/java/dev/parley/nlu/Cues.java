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
import java.util.HashMap;
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

  private static final int MAX_PHRASE = 12;
  private static final int MAX_REASON = 12;
  private static final int MAX_EXPLAINING = 3;

  private final Map<Cue, Set<List<String>>> phrases = new EnumMap<>(Cue.class);
  private final Set<String> anywhere = new HashSet<>();
  private final Set<String> around = new HashSet<>();
  private final Set<List<String>> explains = new HashSet<>();
  private final Map<String, String> parts = new HashMap<>();

  /** The language's own phrases and those that the bot adds. A language without a table has the bot's alone. */
  Cues(String localeId, CuePhrases added) {
    load(localeId.substring(0, Math.max(2, localeId.indexOf('_'))));
    added.hold().forEach(p -> phrases(Cue.HOLD).add(plain(SpokenTokens.of(p))));
    added.resume().forEach(p -> phrases(Cue.RESUME).add(plain(SpokenTokens.of(p))));
    added.yes().forEach(p -> phrases(Cue.YES).add(plain(SpokenTokens.of(p))));
    added.no().forEach(p -> phrases(Cue.NO).add(plain(SpokenTokens.of(p))));
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
      table.get("parts").ifPresent(p -> ((YamlMapping) p).entries().forEach(e -> parts.put(e.key().text(), ((YamlScalar) e.value()).text())));
      anywhere.addAll(words(table, "anywhere"));
      around.addAll(words(table, "around"));
      words(table, "explains").forEach(p -> explains.add(SpokenTokens.of(p)));
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
    CuePhrase.expand(phrase, parts).forEach(words -> phrases(cue).add(plain(words)));
  }

  private Set<List<String>> phrases(Cue cue) {
    return phrases.computeIfAbsent(cue, c -> new LinkedHashSet<>());
  }

  /** The cue that the whole utterance is; where yes and no are offered, 1 and 2 are too. */
  Optional<Cue> read(String text, boolean confirming) {
    List<String> tokens = plain(SpokenTokens.of(text));
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    for (Cue cue : List.of(Cue.YES, Cue.NO)) {
      if (is(cue, tokens)) {
        return Optional.of(cue);
      }
    }
    Optional<Cue> confirmation = confirmation(confirming ? Confirmations.readOffered(text) : Confirmations.read(text));
    if (confirming && confirmation.isPresent()) {
      // "Go ahead" is a yes here.
      return confirmation;
    }
    for (Cue cue : List.of(Cue.HOLD, Cue.RESUME, Cue.REPEAT, Cue.CANCEL, Cue.HELP)) {
      if (is(cue, tokens) || is(cue, bare(tokens))) {
        return Optional.of(cue);
      }
    }
    if (holdWithReason(bare(tokens))) {
      return Optional.of(Cue.HOLD);
    }
    return confirmation;
  }

  private static Optional<Cue> confirmation(Optional<String> value) {
    return value.flatMap(v -> switch (v) {
      case "Yes" -> Optional.of(Cue.YES);
      case "No" -> Optional.of(Cue.NO);
      default -> Optional.empty();
    });
  }

  /** What follows a resume phrase at the beginning: "I'm back, it is four one one one". */
  Optional<String> afterResume(String text) {
    List<String> tokens = plain(SpokenTokens.of(text));
    Set<List<String>> resumes = phrases.getOrDefault(Cue.RESUME, Set.of());
    for (int start = 0; start < tokens.size(); start++) {
      for (int length = Math.min(MAX_PHRASE, tokens.size() - start - 1); length >= 1; length--) {
        if (resumes.contains(tokens.subList(start, start + length))) {
          return Optional.of(String.join(" ", tokens.subList(start + length, tokens.size())));
        }
      }
      if (!around.contains(tokens.get(start))) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Without words that are said anywhere; a phrase of nothing else stays. */
  private List<String> plain(List<String> words) {
    List<String> plain = words.stream().filter(w -> !anywhere.contains(w)).toList();
    return plain.isEmpty() ? words : plain;
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

  private boolean explains(List<String> reason) {
    for (int words = 1; words <= Math.min(MAX_EXPLAINING, reason.size()); words++) {
      if (explains.contains(reason.subList(0, words))) {
        return true;
      }
    }
    return false;
  }

  /** "Hold on, let me find it": a hold phrase, then a word that begins an explanation. */
  private boolean holdWithReason(List<String> tokens) {
    Set<List<String>> holds = phrases.getOrDefault(Cue.HOLD, Set.of());
    for (int length = Math.min(MAX_PHRASE, tokens.size() - 1); length >= 1; length--) {
      List<String> rest = bare(tokens.subList(length, tokens.size()));
      if (rest.size() <= MAX_REASON && explains(rest) && holds.contains(tokens.subList(0, length))) {
        return true;
      }
    }
    return false;
  }
}
