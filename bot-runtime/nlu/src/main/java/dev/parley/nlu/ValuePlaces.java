package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.slot.SpokenTokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Where in a sentence a value of a type may stand: what guards a sentence against values that only look like some. Pure. */
final class ValuePlaces {

  /** Two digits in a sentence are not an account number. */
  private static final int FEWEST_DIGITS = 4;

  /** Nor are five figures in a row, without a sign, an amount. */
  private static final int MOST_BARE_FIGURES = 4;

  private static final Set<BuiltInSlotType> DIGITS = EnumSet.of(BuiltInSlotType.DIGITS, BuiltInSlotType.PAYMENT_CARD);
  private static final Set<BuiltInSlotType> AMOUNTS = EnumSet.of(BuiltInSlotType.CURRENCY, BuiltInSlotType.NUMBER);
  private static final Set<BuiltInSlotType> NUMERIC =
      EnumSet.of(BuiltInSlotType.DIGITS, BuiltInSlotType.PAYMENT_CARD, BuiltInSlotType.CURRENCY, BuiltInSlotType.NUMBER,
          BuiltInSlotType.EXPIRY_DATE, BuiltInSlotType.ALPHA_NUMERIC, BuiltInSlotType.PHONE_NUMBER, BuiltInSlotType.PERCENTAGE);

  /** What a time of the day in a sentence has: a bare number is none. */
  private static final Set<String> CLOCK =
      Set.of("o'clock", "oclock", "clock", "am", "pm", "noon", "midday", "midnight", "past", "quarter", "morning", "afternoon", "evening", "tonight");

  private static final int FEWEST_OF_A_PHONE = 7;

  private static final Set<String> EDGES =
      Set.of("i", "my", "the", "to", "for", "and", "is", "it", "of", "off", "on", "in", "you", "please", "number", "pay", "account",
          "card", "no", "from", "that", "this", "so", "want", "like", "here", "go", "let's", "make", "put", "bill", "do", "me");

  /** A value of a built-in type neither begins nor ends with these in a sentence, though a whole answer may. */
  private static final Set<String> AROUND =
      Set.of("send", "wanna", "can", "could", "maybe", "most", "say", "up", "probably", "transfer", "there's", "there", "exactly", "around",
          "roughly", "approximately", "us", "only", "let", "see", "order", "member", "membership", "policy", "pin", "customer", "reference",
          "confirmation", "booking", "how", "will", "be", "due", "by", "think", "with", "starts", "option", "choose", "pick", "take", "people",
          "persons", "person", "guests", "guest", "adults", "adult", "children", "kids", "passengers", "tickets", "pieces", "items", "rooms",
          "seats", "times", "ones", "floor", "item", "row", "line", "place", "best", "great");

  /** Before a number these say that it is no amount. */
  private static final Set<String> NAMES_A_NUMBER = Set.of("account", "number", "card", "code", "id", "ending", "phone", "room");

  /** After a number these do. */
  private static final Set<String> OTHER_UNITS =
      Set.of("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year",
          "years", "percent", "%", "times", "o'clock", "am", "pm", "digits", "people");

  private ValuePlaces() {}

  /** The words that the bot's samples have right before a slot, and right after it. */
  record Beside(Set<String> before, Set<String> after) {
    static final Beside NOTHING = new Beside(Set.of(), Set.of());
  }

  /** Whether these words may be such a value here. What samples have beside one does not speak against it. */
  static boolean mayStand(Optional<BuiltInSlotType> type, List<String> tokens, int from, int to, IntPredicate open, Beside sampled) {
    if (EDGES.contains(tokens.get(from)) || EDGES.contains(tokens.get(to - 1))) {
      return false;
    }
    if (type.isEmpty()) {
      return true;
    } else if (AROUND.contains(tokens.get(from)) || AROUND.contains(tokens.get(to - 1))) {
      return false;
    }
    String before = from > 0 && open.test(from - 1) ? tokens.get(from - 1) : "";
    String after = to < tokens.size() && open.test(to) ? tokens.get(to) : "";
    if (NUMERIC.contains(type.get()) && (SpokenTokens.isNumeric(before) || SpokenTokens.isNumeric(after))) {
      // A part of a longer number is no number.
      return false;
    }
    List<String> words = tokens.subList(from, to);
    if (DIGITS.contains(type.get())) {
      boolean scaled = words.contains("hundred") || words.contains("thousand");
      return !scaled && !SpokenTokens.isMoney(before) && !SpokenTokens.isMoney(after) && figures(words) >= FEWEST_DIGITS;
    }
    if (type.get() == BuiltInSlotType.TIME) {
      return words.stream().anyMatch(w -> CLOCK.contains(w) || w.endsWith("am") || w.endsWith("pm"));
    } else if (type.get() == BuiltInSlotType.PERCENTAGE) {
      return words.contains("percent") || words.contains("cent") || words.contains("%");
    } else if (type.get() == BuiltInSlotType.ORDINAL) {
      // A bare number is none in a sentence.
      return !SpokenTokens.isNumeric(words.get(words.size() - 1));
    } else if (type.get() == BuiltInSlotType.PHONE_NUMBER) {
      return figures(words) >= FEWEST_OF_A_PHONE;
    }
    boolean money = words.stream().anyMatch(SpokenTokens::isMoney);
    if (AMOUNTS.contains(type.get()) && !money) {
      return (!NAMES_A_NUMBER.contains(before) || sampled.before.contains(before))
          && (!OTHER_UNITS.contains(after) || sampled.after.contains(after))
          && !dictated(words);
    }
    return true;
  }

  /** At least how many digits the words are. */
  private static int figures(List<String> words) {
    return words.stream().mapToInt(w -> SpokenTokens.digits(w) ? w.length() : SpokenTokens.small(w) >= 10 ? 2 : 1).sum();
  }

  /** Said digit by digit or typed in one go, as account numbers are. */
  private static boolean dictated(List<String> words) {
    boolean spelled = words.size() > 2 && words.stream().allMatch(w -> w.equals("oh") || SpokenTokens.small(w) >= 0 && SpokenTokens.small(w) <= 9);
    return spelled || words.size() == 1 && SpokenTokens.digits(words.get(0)) && words.get(0).length() > MOST_BARE_FIGURES;
  }
}
