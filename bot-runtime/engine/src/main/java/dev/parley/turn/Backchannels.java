package dev.parley.turn;

import dev.parley.definition.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that say "I am listening": whoever says only these while the bot speaks does not want the floor. Pure. A language more is a line
 * more; a bot adds its own with {@code backchannel}.
 */
public final class Backchannels {

  /** By language. Yes and no are none: they answer the question before it is over. Who begins with "but" interrupts with what follows. */
  private static final Map<String, Set<String>> PHRASES =
      Map.of(
          "en", Set.of("mm", "mmm", "mhm", "mm hmm", "mmhmm", "hm", "hmm", "uh huh", "uhhuh", "huh", "aha", "ah", "oh", "uh", "um", "er", "ok", "okay",
              "right", "all right", "alright", "yeah", "yep", "yup", "sure", "i see", "got it", "go on", "good", "great", "fine", "really", "wow",
              "but", "so", "well"),
          "de", Set.of("mm", "mhm", "hm", "hmm", "aha", "ah", "oh", "äh", "ähm", "ok", "okay", "genau", "gut", "alles klar", "ach so", "achso", "verstehe",
              "stimmt", "na gut", "ja ja", "jaja", "klar"),
          "fr", Set.of("mm", "mmh", "hum", "hm", "ah", "oh", "euh", "ok", "okay", "d accord", "ouais", "bien", "voilà", "je vois", "entendu"),
          "es", Set.of("mm", "mhm", "ajá", "ah", "oh", "eh", "ok", "okay", "vale", "ya", "claro", "bueno", "entiendo", "ya veo"),
          "it", Set.of("mm", "mh", "ah", "eh", "ehm", "ok", "okay", "va bene", "certo", "capito", "già", "ho capito", "bene"),
          "pt", Set.of("mm", "hum", "aham", "ah", "oh", "ok", "okay", "tá", "tá bom", "certo", "pois", "entendi", "claro"),
          "nl", Set.of("mm", "hm", "hmm", "aha", "ah", "oh", "eh", "oké", "ok", "okay", "juist", "precies", "ja ja", "goed"));

  /**
   * Short words that callers interrupt with. Ears that must tell both kinds apart listen for these beside {@link #PHRASES}: "no" is else
   * heard as "oh", and "five" as "fine".
   */
  private static final Map<String, List<String>> ORDERS =
      Map.of(
          "en", List.of("no", "stop", "wait", "yes", "help", "cancel", "repeat", "hold on", "agent", "operator", "representative", "human", "go back",
              "excuse me", "sorry", "please", "pause", "quit", "what", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
          "de", List.of("nein", "stopp", "halt", "warten sie", "moment", "hilfe", "abbrechen", "zurück", "mitarbeiter", "bitte", "was", "null", "eins",
              "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"));

  /** The longest phrase has so many words. */
  private static final int LONGEST = 6;

  private Backchannels() {}

  /**
   * How many words count towards an interruption: all of them, or none where they only say "I am listening".
   *
   * @param complete whether no more words come: else the last ones may be the beginning of such a phrase
   */
  static int counted(String words, boolean complete, String localeId, List<String> own) {
    String normal = Words.normal(words);
    if (normal.isEmpty()) {
      return 0;
    }
    List<String> said = List.of(normal.split(" "));
    return only(said, complete, phrases(localeId, own)) ? 0 : said.size();
  }

  /** Whether nothing was said that does not say "I am listening", or may become such a phrase. */
  public static boolean listening(String words, String localeId, List<String> own) {
    return counted(words, false, localeId, own) == 0;
  }

  /** Whether nothing was said but what says "I am listening", and all of it. */
  public static boolean listened(String words, String localeId, List<String> own) {
    return counted(words, true, localeId, own) == 0;
  }

  /** All that says so in a language; none where we know of none. */
  public static Set<String> phrases(String localeId, List<String> own) {
    Set<String> known = new HashSet<>(PHRASES.getOrDefault(language(localeId), Set.of()));
    known.addAll(own);
    return known;
  }

  /** Short words of a language that interrupt; none where we know of none. */
  public static List<String> orders(String localeId) {
    return ORDERS.getOrDefault(language(localeId), List.of());
  }

  private static String language(String localeId) {
    return localeId.substring(0, Math.min(2, localeId.length()));
  }

  /** Whether what was said is nothing but such phrases, one after another. */
  private static boolean only(List<String> said, boolean complete, Set<String> known) {
    boolean[] whole = new boolean[said.size() + 1];
    whole[0] = true;
    for (int to = 1; to <= said.size(); to++) {
      for (int from = Math.max(0, to - LONGEST); from < to && !whole[to]; from++) {
        String phrase = String.join(" ", said.subList(from, to));
        boolean begun = !complete && to == said.size() && known.stream().anyMatch(k -> k.startsWith(phrase + " "));
        whole[to] = whole[from] && (begun || known.contains(phrase));
      }
    }
    return whole[said.size()];
  }
}
