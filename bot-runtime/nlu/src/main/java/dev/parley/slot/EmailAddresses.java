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

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("dot", "."), Map.entry("period", "."), Map.entry("point", "."), Map.entry("punkt", "."), Map.entry("dash", "-"),
          Map.entry("hyphen", "-"), Map.entry("minus", "-"), Map.entry("underscore", "_"), Map.entry("plus", "+"));

  /** Said before an address. */
  private static final Set<String> BEFORE =
      Set.of("my", "email", "e", "mail", "address", "is", "it's", "its", "it", "that's", "the", "um", "uh", "so", "ok", "okay", "yes",
          "well", "would", "be", "sure");

  private static final Set<String> NO_PART = Set.of("all", "lowercase", "lower", "case", "one", "word");
  private static final Set<String> AFTER = Set.of("please", "thanks", "thank", "you");

  private EmailAddresses() {}

  /** The address that the text holds. */
  static Optional<String> read(String text) {
    for (String word : text.strip().split("\\s+")) {
      String bare = word.replaceAll("^[<(\"']+|[>)\"'.,;:!?]+$", "");
      if (bare.indexOf('@') > 0 && valid(bare)) {
        return Optional.of(bare);
      }
    }
    List<String> tokens = SpokenTokens.of(text.replace('_', ' '));
    return tokens.size() > MAX_TOKENS || text.indexOf('@') >= 0 ? Optional.empty() : spoken(tokens);
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
    String address = written(tokens.subList(0, at)) + "@" + written(tokens.subList(at + 1, tokens.size()));
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

  private static String written(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      int small = SpokenTokens.small(token);
      int unit = i + 1 < tokens.size() ? SpokenTokens.small(tokens.get(i + 1)) : -1;
      boolean doubled = token.equals("double") && i + 1 < tokens.size() && tokens.get(i + 1).length() == 1;
      if (doubled) {
        text.append(tokens.get(i + 1)).append(tokens.get(++i));
      } else if (small >= 20 && unit >= 1 && unit <= 9) {
        text.append(small + unit);
        i++;
      } else {
        text.append(small >= 0 ? Integer.toString(small) : SIGNS.getOrDefault(token, token));
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean valid(String address) {
    return address.length() <= MAX_LENGTH && EmailValidator.getInstance().isValid(address);
  }
}
