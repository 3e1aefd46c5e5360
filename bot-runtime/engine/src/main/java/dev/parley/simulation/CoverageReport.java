package dev.parley.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.Reached;
import dev.parley.simulation.Coverage.Share;
import dev.parley.simulation.CoveragePoint.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tests reached of one or more bots, for people and for programs. Immutable view.
 *
 * @param bots each bot's coverage, by its file
 */
public record CoverageReport(Map<String, Coverage> bots) {

  /** The figures, all bots together, line by line; with several bots, also one line for each. */
  public List<String> figures() {
    List<String> lines = new ArrayList<>();
    lines.add("coverage");
    for (Kind kind : Kind.values()) {
      lines.add(line(kind.plural(), share(Optional.of(kind))));
    }
    lines.add(line("in all", share(Optional.empty())));
    if (bots.size() > 1) {
      bots.forEach((file, coverage) ->
          lines.add(line(coverage.share()) + "  " + file + " (branches " + percent(coverage.share(Kind.BRANCH)) + ")"));
    }
    return lines;
  }

  /** What was not reached, a line each, with its place; of a prompt with one wording, the prompt. */
  public List<String> missed() {
    List<String> lines = new ArrayList<>();
    for (Coverage coverage : bots.values()) {
      Set<Reached> prompts = new HashSet<>();
      for (CoveragePoint point : coverage.missed()) {
        if (point.kind() == Kind.PROMPT) {
          prompts.add(point.key());
        }
        if (point.kind() != Kind.WORDING || !prompts.contains(point.key())) {
          lines.add(point.at() + ": " + point.words());
        }
      }
    }
    return lines;
  }

  /** The bots of which less than this was reached, in all or of their branches, with what was. */
  public List<String> below(double percent) {
    return bots.entrySet().stream()
        .filter(e -> Math.min(e.getValue().share().percent(), e.getValue().share(Kind.BRANCH).percent()) < percent)
        .map(e -> e.getKey() + ": " + percent(e.getValue().share()) + " in all, "
            + percent(e.getValue().share(Kind.BRANCH)) + " of branches")
        .toList();
  }

  private Share share(Optional<Kind> kind) {
    return bots.values().stream()
        .map(c -> kind.map(c::share).orElseGet(c::share))
        .reduce(new Share(0, 0), Share::plus);
  }

  private static String line(String what, Share share) {
    return String.format(Locale.ROOT, "  %-9s", what) + line(share);
  }

  private static String line(Share share) {
    return String.format(Locale.ROOT, "%9s  %7s", share.reached() + "/" + share.total(), percent(share));
  }

  private static String percent(Share share) {
    return String.format(Locale.ROOT, "%.1f %%", share.percent());
  }

  /** The whole as JSON: for each bot its figures and every point, reached or not. */
  public String json() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    bots.forEach((file, coverage) -> {
      ObjectNode bot = all.addObject();
      bot.put("bot", file);
      ObjectNode figures = bot.putObject("figures");
      for (Kind kind : Kind.values()) {
        figure(figures.putObject(kind.plural()), coverage.share(kind));
      }
      figure(figures.putObject("total"), coverage.share());
      ArrayNode points = bot.putArray("points");
      for (CoveragePoint point : coverage.points()) {
        points.addObject()
            .put("kind", point.kind().singular())
            .put("name", point.name())
            .put("way", point.way().words())
            .put("file", point.at().file())
            .put("line", point.at().line())
            .put("column", point.at().column())
            .put("reached", coverage.reached(point));
      }
    });
    return all.toPrettyString();
  }

  private static void figure(ObjectNode node, Share share) {
    node.put("reached", share.reached()).put("total", share.total()).put("percent", share.percent());
  }
}
