package dev.parley.tagging;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a language's words say where samples are few: what is said around anything, and classes of words. Read of {@code
 * words/<language>.yaml}; a language without one has numbers and no other classes. Immutable.
 */
public final class LanguageWords {

  private static final String PREPOSITION = "prep";
  private static final String FUNCTION = "function";
  private static final String WORD = "word";

  private static final int SHORTEST_STEM = 3;

  private final List<List<String>> leads;
  private final List<List<String>> tails;
  private final List<String> beforeListed;
  private final Map<String, List<String>> before = new HashMap<>();
  private final Set<String> determiners;
  private final Set<String> small;
  private final List<String> endings;
  private final Map<String, String> classes = new HashMap<>();
  private final List<String> ordinalEndings;

  private LanguageWords(Optional<YamlMapping> root) {
    leads = phrases(root, "leads");
    tails = phrases(root, "tails");
    beforeListed = words(root, "before_listed");
    determiners = Set.copyOf(words(root, "determiners"));
    small = Set.copyOf(words(root, "small"));
    endings = words(root, "endings");
    ordinalEndings = words(root, "ordinal_endings");
    section(root, "before").ifPresent(m -> m.entries().forEach(e -> before.put(e.key().text(), words(Optional.of(m), e.key().text()))));
    section(root, "classes").ifPresent(m -> m.entries().forEach(e ->
        words(Optional.of(m), e.key().text()).forEach(w -> classes.putIfAbsent(w, e.key().text()))));
  }

  /** Those of a locale such as {@code en_US}. */
  public static LanguageWords of(String localeId) {
    String name = "words/" + localeId.substring(0, Math.min(2, localeId.length())) + ".yaml";
    try (InputStream in = LanguageWords.class.getResourceAsStream(name)) {
      if (in == null) {
        return new LanguageWords(Optional.empty());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      YamlNode node =
          YamlNodeReader.read(new SourceText(name, text), new Report()).orElseThrow(() -> new IllegalStateException(name + " is no YAML"));
      return new LanguageWords(Optional.of((YamlMapping) node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<YamlMapping> section(Optional<YamlMapping> of, String key) {
    return of.flatMap(r -> r.get(key)).map(YamlMapping.class::cast);
  }

  private static List<String> words(Optional<YamlMapping> of, String key) {
    return of.flatMap(r -> r.get(key)).map(s -> ((YamlSequence) s).items().stream().map(i -> ((YamlScalar) i).text()).toList()).orElse(List.of());
  }

  private static List<List<String>> phrases(Optional<YamlMapping> of, String key) {
    return words(of, key).stream().map(p -> List.of(p.split(" "))).toList();
  }

  /** Said before anything that is wanted, each as words. */
  List<List<String>> leads() {
    return leads;
  }

  /** Said after it. */
  public List<List<String>> tails() {
    return tails;
  }

  /** Said right before values of a list of the bot's, although no sample has it. */
  public List<String> beforeListed() {
    return beforeListed;
  }

  /** The same of values of a built-in type, by its name. */
  public List<String> before(String type) {
    return before.getOrDefault(type, List.of());
  }

  /** Whether the word may stand between a value and the word that tells whose it is: "from my savings". */
  public boolean isDeterminer(String word) {
    return determiners.contains(word);
  }

  /** Whether the word is said around what is wanted without changing it. */
  public boolean isSmall(String word) {
    return small.contains(word);
  }

  /** The word without an ending that leaves its meaning: one order and several are about the same. */
  public String stem(String word) {
    return endings.stream()
        .filter(e -> word.endsWith(e) && word.length() - e.length() >= SHORTEST_STEM)
        .findFirst()
        .map(e -> word.substring(0, word.length() - e.length()))
        .orElse(word);
  }

  /** Whether words of the class are parts of numbers, days, amounts and the like. */
  static boolean ofValues(String kind) {
    return !kind.equals(PREPOSITION) && !kind.equals(FUNCTION) && !kind.equals(WORD);
  }

  /** The class of a word, which says more than the word where samples are few. */
  String kind(String word) {
    if (SpokenTokens.isNumeric(word)) {
      return SpokenTokens.digits(word) ? word.length() == 4 ? "year" : "digits" : "number";
    }
    String listed = classes.get(word);
    if (listed != null) {
      return listed;
    } else if (isOrdinal(word)) {
      return "ordinal";
    } else if (SpokenTokens.isMoney(word)) {
      return "money";
    }
    return word.chars().anyMatch(c -> c >= '0' && c <= '9') ? "figures" : WORD;
  }

  /** "21st". */
  private boolean isOrdinal(String word) {
    return ordinalEndings.stream().anyMatch(e -> word.endsWith(e) && SpokenTokens.digits(word.substring(0, word.length() - e.length())));
  }
}
