package dev.parley.conformance;

import dev.parley.conformance.Feature.Area;
import dev.parley.conformance.Feature.Lines;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The catalogue as Markdown. A tick stands for checks that a test makes and that must pass: those of Java with each build, those of
 * JavaScript with the profile {@code peers}, which makes just the checks that are ticked here. So the table is the same with either.
 */
final class CompatibilityTable {

  private CompatibilityTable() {}

  /** The whole table. */
  static String whole() {
    List<Feature> all = Catalogue.features();
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # What of Lex V2's runtime is served

        Every operation, event, exception and limit of Lex Runtime V2, with what Lex's reference says, what Parley does, and who proves it:
        the unmodified AWS SDKs, whose endpoint is all that is changed. This page is made by the
        [conformance suite](src/test/java/dev/parley/conformance/Catalogue.java), and the build fails when a check does, or when the page is not
        what the suite would write.

        **Java** and **JavaScript** name the lines on which a feature was tried: `all` are HTTP/2 in clear text and in TLS, each without an
        [identity file](../bot-runtime/server/identity.md) and with one, where signatures are verified; `both` are clear text without, and TLS with it;
        `signed` are clear text and TLS with it; `clear` is clear text without.

        """);
    out.append(summary(all)).append("\n\n");
    for (Area area : Area.values()) {
      out.append("\n## ").append(area.title).append("\n\n| feature | Lex says | Parley does | Java | JavaScript |\n|---|---|---|---|---|\n");
      all.stream().filter(f -> f.area() == area).forEach(f -> out.append(row(f)));
    }
    return out.toString();
  }

  /** For the project's README: the areas, and what differs. */
  static String brief() {
    List<Feature> all = Catalogue.features();
    StringBuilder out = new StringBuilder();
    out.append("| | features | as in Lex | otherwise on purpose |\n|---|---|---|---|\n");
    for (Area area : Area.values()) {
      List<Feature> here = all.stream().filter(f -> f.area() == area).toList();
      List<Feature> otherwise = here.stream().filter(f -> f.why().isPresent()).toList();
      out.append("| ").append(area.title).append(" | ").append(here.size()).append(" | ").append(here.size() - otherwise.size()).append(" | ")
          .append(otherwise.isEmpty() ? "–" : otherwise.stream().map(f -> f.name() + ": " + f.parley()).collect(Collectors.joining("<br>")))
          .append(" |\n");
    }
    return out + "\n" + summary(all) + " [The whole table, with reasons](samples/conformance.md).\n";
  }

  private static String summary(List<Feature> all) {
    long otherwise = all.stream().filter(f -> f.why().isPresent()).count();
    return all.size() + " features: " + (all.size() - otherwise) + " as in Lex, " + otherwise + " otherwise on purpose, none that fails.";
  }

  private static String row(Feature f) {
    String does = f.why().map(why -> "**otherwise:** " + f.parley() + " – " + why).orElse(f.parley());
    return "| " + String.join(" | ", Arrays.asList(f.name(), f.lex(), does, cell(f.lines()), f.inJavaScript() ? cell(f.linesInJavaScript()) : "–")) + " |\n";
  }

  private static String cell(Lines lines) {
    return switch (lines) {
      case ALL -> "✓ all";
      case ENDS -> "✓ both";
      case SIGNED -> "✓ signed";
      case CROWDED -> "✓ clear";
    };
  }
}
