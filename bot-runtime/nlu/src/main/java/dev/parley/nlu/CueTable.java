package dev.parley.nlu;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of one language, {@code cues/<language>.yaml}: what is said about a conversation itself, as words. A language
 * without one has an empty table. Immutable.
 */
final class CueTable {

  private final Optional<YamlMapping> root;
  private final Map<String, String> parts;
  private final Set<String> anywhere;

  private CueTable(Optional<YamlMapping> root) {
    this.root = root;
    parts = root.map(r -> texts(r, "parts")).orElse(Map.of());
    anywhere = Set.copyOf(words("anywhere"));
  }

  /** The table of a locale's language. */
  static CueTable of(String localeId) {
    String name = "cues/" + localeId.substring(0, Math.min(2, localeId.length())) + ".yaml";
    try (InputStream in = CueTable.class.getResourceAsStream(name)) {
      if (in == null) {
        return new CueTable(Optional.empty());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      YamlNode node =
          YamlNodeReader.read(new SourceText(name, text), new Report())
              .orElseThrow(() -> new IllegalStateException(name + " is no YAML"));
      return new CueTable(Optional.of((YamlMapping) node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the phrases of a section stand for, without words that are said anywhere. */
  Set<List<String>> phrases(String section) {
    return phrases(root.flatMap(r -> r.get(section)));
  }

  /** The same of a section within the one on corrections. */
  Set<List<String>> corrections(String section) {
    return phrases(root.flatMap(r -> r.get("corrections")).flatMap(c -> ((YamlMapping) c).get(section)));
  }

  /** What a part of a slot's name is called aloud. */
  String saidAs(String part) {
    Map<String, String> known =
        root.flatMap(r -> r.get("corrections")).map(c -> texts((YamlMapping) c, "said_as")).orElse(Map.of());
    return known.getOrDefault(part, part);
  }

  /** The words of a section that holds no phrases. */
  List<String> words(String section) {
    return items(root.flatMap(r -> r.get(section)));
  }

  /** Without words that are said anywhere; a phrase of nothing else stays. */
  List<String> plain(List<String> words) {
    // Tables have tens of thousands of phrases, nearly all of them without such a word.
    for (String word : words) {
      if (anywhere.contains(word)) {
        List<String> plain = words.stream().filter(w -> !anywhere.contains(w)).toList();
        return plain.isEmpty() ? words : plain;
      }
    }
    return words;
  }

  private Set<List<String>> phrases(Optional<YamlNode> section) {
    Set<List<String>> phrases = new LinkedHashSet<>();
    items(section).forEach(p -> CuePhrase.expand(p, parts).forEach(w -> phrases.add(plain(w))));
    return phrases;
  }

  private static List<String> items(Optional<YamlNode> section) {
    return section.map(s -> ((YamlSequence) s).items().stream().map(i -> ((YamlScalar) i).text()).toList()).orElse(List.of());
  }

  private static Map<String, String> texts(YamlMapping mapping, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping.get(key).ifPresent(m -> ((YamlMapping) m).entries().forEach(e -> texts.put(e.key().text(), ((YamlScalar) e.value()).text())));
    return texts;
  }

  /** The words of a text. */
  List<String> said(String text) {
    return plain(SpokenTokens.of(text));
  }
}
