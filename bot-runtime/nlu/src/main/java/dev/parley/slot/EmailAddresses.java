package dev.parley.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.validator.routines.EmailValidator;

/** Reads e-mail addresses, typed or spoken: "john dot smith at example dot com". Pure. */
final class EmailAddresses {

  private static final int MAX_LENGTH = 254;
  private static final int MAX_TOKENS = 60;

  private static final String MARKS_BEFORE = "<(\"'";
  private static final String MARKS_AFTER = ">)\"'.,;:!?";

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("dot", "."), Map.entry("period", "."), Map.entry("point", "."), Map.entry("punkt", "."), Map.entry("dash", "-"),
          Map.entry("hyphen", "-"), Map.entry("minus", "-"), Map.entry("underscore", "_"), Map.entry("plus", "+"));

  /** Said before an address. */
  private static final Set<String> BEFORE =
      Set.of("my", "email", "e", "mail", "address", "is", "it's", "its", "it", "that's", "the", "um", "uh", "so", "ok", "okay", "yes",
          "well", "would", "be", "sure", "you", "can", "use", "write", "me", "to", "at", "yeah");

  private static final Set<String> NO_PART = Set.of("all", "lowercase", "lower", "case", "one", "word");
  private static final Set<String> AFTER = Set.of("please", "thanks", "thank", "you");

  private EmailAddresses() {}

  /** The address that the text holds. */
  static Optional<String> read(String text) {
    for (String word : SpokenTokens.words(text)) {
      String bare = bare(word);
      if (bare.indexOf('@') > 0 && valid(bare)) {
        return Optional.of(bare);
      }
    }
    List<String> tokens = SpokenTokens.of(text.replace("_", " underscore ").replace("@", " at "));
    return tokens.size() > MAX_TOKENS ? Optional.empty() : spoken(SpokenTokens.corrected(tokens));
  }

  /** Without the marks around it. */
  private static String bare(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && MARKS_BEFORE.indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && MARKS_AFTER.indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(start, end);
  }

  private static Optional<String> spoken(List<String> all) {
    int start = 0;
    int end = all.size();
    while (start < end && BEFORE.contains(all.get(start))) {
      start++;
    }
    while (end > start && AFTER.contains(all.get(end - 1))) {
      end--;
    }
    List<String> tokens = withoutAsides(all.subList(start, end));
    int at = tokens.lastIndexOf("at");
    if (at < 1) {
      return Optional.empty();
    }
    int domain = at + 1 < tokens.size() && tokens.get(at + 1).equals("sign") ? at + 2 : at + 1;
    String address = local(tokens.subList(0, at)) + "@" + written(tokens.subList(domain, tokens.size())).toLowerCase(Locale.ROOT);
    return valid(address) ? Optional.of(address) : Optional.empty();
  }

  /** "All one word" and "all lower case" are said about an address. */
  private static List<String> withoutAsides(List<String> tokens) {
    int all = tokens.indexOf("all");
    int end = all;
    while (end >= 0 && end < tokens.size() && NO_PART.contains(tokens.get(end))) {
      end++;
    }
    if (end - all < 2) {
      return tokens;
    }
    List<String> rest = new ArrayList<>(tokens.subList(0, all));
    rest.addAll(tokens.subList(end, tokens.size()));
    return rest;
  }

  /** What stands before the at: three words of the radio alphabet and no other spell it, one may be a name. */
  private static String local(List<String> tokens) {
    boolean radio = tokens.size() >= 3 && tokens.stream().allMatch(SpokenLetters::radio);
    return written(SpokenLetters.collapse(tokens, radio));
  }

  private static String written(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      int small = SpokenTokens.small(token);
      int unit = i + 1 < tokens.size() ? SpokenTokens.small(tokens.get(i + 1)) : -1;
      boolean doubled = token.equals("double") && i + 1 < tokens.size() && tokens.get(i + 1).length() == 1;
      if (doubled) {
        // "Double o seven" is a number, "double o" two letters.
        boolean zero = tokens.get(i + 1).equals("o") && i + 2 < tokens.size() && SpokenTokens.small(tokens.get(i + 2)) >= 0;
        text.append((zero ? "0" : tokens.get(++i)).repeat(2));
        i += zero ? 1 : 0;
      } else if (small >= 20 && unit >= 1 && unit <= 9) {
        text.append(small + unit);
        i++;
      } else {
        text.append(small >= 0 ? Integer.toString(small) : SIGNS.getOrDefault(token, token));
      }
    }
    return text.toString();
  }

  private static boolean valid(String address) {
    return address.length() <= MAX_LENGTH && EmailValidator.getInstance().isValid(address);
  }
}
