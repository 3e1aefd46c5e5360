package dev.parley.speech.espeak;

import dev.parley.speech.SpeechException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The voices of eSpeak NG by their language codes, as the program takes them ({@code de}, {@code en-us}). Immutable.
 *
 * @param names  all of them, the best of each language first
 * @param chosen those that the operator chose, by locale
 */
record EspeakVoices(List<String> names, Map<Locale, String> chosen) {
  /** Priority, language, age and gender, name, file. */
  private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s+([a-z][a-z0-9-]*)\\s+\\S+\\s+\\S+\\s+\\S+.*");

  EspeakVoices {
    names = List.copyOf(names);
    chosen = Map.copyOf(chosen);
  }

  /**
   * Reads the table of {@code --voices}, and the operator's choice.
   *
   * @throws SpeechException of kind {@code NOT_INSTALLED} when the choice is not written as it must be, or names no voice
   */
  static EspeakVoices parse(String table, String choice) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (String line : table.split("\n")) {
      Matcher voice = LINE.matcher(line);
      if (voice.matches()) {
        found.putIfAbsent(voice.group(2), Integer.valueOf(voice.group(1)));
      }
    }
    List<String> names = new ArrayList<>(found.keySet());
    names.sort(Comparator.comparing(name -> found.getOrDefault(name, 0)));
    Map<Locale, String> chosen = new LinkedHashMap<>();
    for (String one : choice.isBlank() ? new String[0] : choice.split(",")) {
      String[] sides = one.strip().split("\\s*=\\s*");
      if (sides.length != 2 || !names.contains(sides[1])) {
        throw new SpeechException(SpeechException.Kind.NOT_INSTALLED,
            "the setting 'voices' must hold pairs such as de_DE=de, each with a voice of `espeak-ng --voices`, not '" + one.strip() + "'");
      }
      chosen.put(Locale.forLanguageTag(sides[0].replace('_', '-')), sides[1]);
    }
    return new EspeakVoices(names, chosen);
  }

  /** The voice of a language: the operator's, the country's, then any of the language. */
  Optional<String> of(Locale locale) {
    String tag = locale.toLanguageTag().toLowerCase(Locale.ROOT);
    String language = locale.getLanguage();
    return Optional.ofNullable(chosen.get(locale))
        .or(() -> first(tag::equals))
        .or(() -> first(language::equals))
        .or(() -> first(name -> name.startsWith(language + "-")));
  }

  private Optional<String> first(Predicate<String> fits) {
    return names.stream().filter(fits).findFirst();
  }

  Collection<Locale> locales() {
    List<Locale> locales = new ArrayList<>(chosen.keySet());
    names.forEach(name -> locales.add(Locale.forLanguageTag(name)));
    return locales;
  }
}
