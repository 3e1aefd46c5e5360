package dev.parley.tagging;

import java.util.Arrays;
import java.util.List;

/**
 * What callers of a language say before and after anything they want. Immutable.
 *
 * @param leads said before, each as words
 * @param tails said after
 */
public record Surroundings(List<List<String>> leads, List<List<String>> tails) {

  private static final Surroundings NONE = new Surroundings(List.of(), List.of());

  private static final Surroundings ENGLISH =
      new Surroundings(
          phrases(
              "i want to,i want,i would like to,i'd like to,i'd like,can you,could you,please,can you please,i need to,i need you to,hi i want to,hello,"
                  + "um,so,let's,i wanna,would you,yes,okay,hey,just,go ahead and,i'm calling to"),
          phrases("please,thanks,thank you,for me,now,if you can,right away"));

  public Surroundings {
    leads = List.copyOf(leads);
    tails = List.copyOf(tails);
  }

  private static List<List<String>> phrases(String text) {
    return Arrays.stream(text.split(",")).map(p -> List.of(p.split(" "))).toList();
  }

  /** Those of a locale such as {@code en_US}; none of a language that is not known. */
  public static Surroundings of(String localeId) {
    return localeId.startsWith("en") ? ENGLISH : NONE;
  }
}
