package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.cli.SpokenCorpus.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Long numbers out of recordings of single digits, each by one speaker, as drawn from a seed. */
final class SplicedDigits {

  private SplicedDigits() {}

  /**
   * Makes the strings; the speakers take turns.
   *
   * @param length digits of each
   * @param luhn whether the last one is the check digit of the others
   * @throws Complaint when a speaker lacks a digit
   */
  static List<Recording> of(List<Recording> corpus, int length, boolean luhn, long seed, int count) {
    Map<String, Map<String, List<Recording>>> digits = new TreeMap<>();
    for (Recording one : corpus) {
      String said = SpokenCorpus.digits(one.words());
      if (one.words().size() == 1 && said.length() == 1) {
        digits.computeIfAbsent(one.speaker(), s -> new TreeMap<>()).computeIfAbsent(said, d -> new ArrayList<>()).add(one);
      }
    }
    List<String> speakers = List.copyOf(digits.keySet());
    if (speakers.isEmpty()) {
      throw new Complaint("there is no recording of a single digit to splice");
    }
    Random random = new Random(seed);
    List<Recording> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String speaker = speakers.get(i % speakers.size());
      String number = number(length, luhn, random);
      List<Pcm> parts = new ArrayList<>();
      for (int at = 0; at < number.length(); at++) {
        String digit = number.substring(at, at + 1);
        List<Recording> takes = digits.getOrDefault(speaker, Map.of()).getOrDefault(digit, List.of());
        if (takes.isEmpty()) {
          throw new Complaint("speaker '" + speaker + "' has no recording of the digit " + digit);
        }
        parts.add(takes.get(random.nextInt(takes.size())).sound());
      }
      strings.add(new Recording(number, SpokenCorpus.words(number), speaker, Pcm.concat(parts)));
    }
    return strings;
  }

  private static String number(int length, boolean luhn, Random random) {
    StringBuilder digits = new StringBuilder();
    while (digits.length() < (luhn ? length - 1 : length)) {
      digits.append(random.nextInt(10));
    }
    for (char check = '0'; luhn && digits.length() < length; check++) {
      if (sum(digits.toString() + check) % 10 == 0) {
        digits.append(check);
      }
    }
    return digits.toString();
  }

  /** ISO/IEC 7812-1, annex B: from the right, every second digit counts twice. */
  private static int sum(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 1 ? 2 * digit : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum;
  }
}
