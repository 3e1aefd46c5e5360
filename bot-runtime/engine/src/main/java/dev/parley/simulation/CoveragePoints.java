package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.HookReference;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotDefinition.Suggestion;
import dev.parley.definition.Transition;
import dev.parley.definition.ValidationRule;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.definition.WriteRule;
import dev.parley.diagnostic.Span;
import dev.parley.event.Reached.Way;
import dev.parley.simulation.CoveragePoint.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what of a bot can be reached, in the order in which it is written.
 *
 * <p>How it works: a bot is a {@linkplain DefinitionTree tree of records}, so that words which a new construct brings are found
 * without a change here. A construct with branches of its own gets a line in {@link #BRANCHES}, and says {@code
 * draft.reached(its span, the way)} where it decides.
 */
final class CoveragePoints {

  /** What of a definition can be left in several ways. */
  private static final Map<Class<?>, Branches> BRANCHES =
      Map.of(
          ValidationRule.class, new Branches("rule", Way.HOLDS, Way.BREAKS),
          ConfirmationDefinition.class, new Branches("confirmation", Way.YES, Way.NO),
          SlotConfirmation.class, new Branches("read-back", Way.YES, Way.NO),
          Suggestion.class, new Branches("suggestion", Way.TAKEN),
          WaitAndContinue.class, new Branches("wait_and_continue", Way.WAITS, Way.RETURNS),
          StillWaiting.class, new Branches("still_waiting", Way.REMINDS, Way.GIVES_UP),
          FulfillmentDefinition.class, new Branches("fulfilment", Way.SUCCEEDS, Way.FAILS, Way.TIMES_OUT),
          Transition.Branch.class, new Branches("branch", Way.TAKEN, Way.PASSED),
          WriteRule.class, new Branches("write", Way.TAKEN, Way.PASSED),
          HookReference.class, new Branches("hook", Way.ANSWERS, Way.IS_SILENT));

  /** Words are cut at the next space after so many characters. */
  private static final int SHOWN = 40;

  private final Map<Place, CoveragePoint> points = new LinkedHashMap<>();

  private CoveragePoints() {}

  /** All points of a bot. */
  static List<CoveragePoint> of(BotDefinition bot) {
    CoveragePoints found = new CoveragePoints();
    DefinitionTree.walk(bot.locales(), "", found::visit);
    return found.points.values().stream().sorted(Comparator.comparing(CoveragePoint::at)).toList();
  }

  /** Takes a record's own points; what stands in it is named after the result. */
  private String visit(Record part, String where) {
    if (part instanceof IntentDefinition intent) {
      add(Kind.INTENT, intent.span(), Way.TAKEN, intent.name());
      return intent.name();
    } else if (part instanceof SlotDefinition slot) {
      String name = where + "." + slot.name();
      add(Kind.SLOT, slot.span(), Way.TAKEN, name);
      return name;
    } else if (part instanceof ResponseDefinition response && !response.groups().isEmpty()) {
      add(Kind.PROMPT, response.span(), Way.SAID, quoted(where, response.groups().get(0).variations().get(0)));
    } else if (part instanceof MessageTemplate message) {
      add(Kind.WORDING, message.span(), Way.SAID, quoted(where, message));
    }
    Branches branches = BRANCHES.get(part.getClass());
    // Without a condition a write is always done; without a hook there is nothing that could fail.
    if (part instanceof FulfillmentDefinition work && work.hook().isEmpty()) {
      add(Kind.BRANCH, work.span(), Way.SUCCEEDS, where + " fulfilment");
    } else if (part instanceof WriteRule rule && rule.onlyIf().isEmpty()) {
      add(Kind.BRANCH, rule.span(), Way.TAKEN, where + " write");
    } else if (branches != null) {
      Span span = DefinitionTree.span(part);
      branches.ways().forEach(way -> add(Kind.BRANCH, span, way, where + " " + branches.what()));
    }
    return where;
  }

  private static String quoted(String where, MessageTemplate message) {
    String words = message.text().source().strip().replaceAll("\\s+", " ");
    int space = words.indexOf(' ', SHOWN);
    String shown = space < 0 ? words : words.substring(0, space) + " ...";
    return (where.isEmpty() ? "" : where + " ") + "\"" + shown + "\"";
  }

  private void add(Kind kind, Span span, Way way, String name) {
    points.merge(new Place(kind, span, way), new CoveragePoint(kind, span, way, name), CoveragePoints::same);
  }

  /** What is written once and holds at many places, as the locale's `wait_and_continue` does, is one thing, and of no slot. */
  private static CoveragePoint same(CoveragePoint one, CoveragePoint other) {
    String name = one.name();
    boolean named = !one.equals(other) && !name.startsWith("\"");
    return named ? new CoveragePoint(one.kind(), one.at(), one.way(), name.substring(name.indexOf(' ') + 1)) : one;
  }

  private record Place(Kind kind, Span at, Way way) {}

  /** What such a record is called, and the ways in which it can be left. */
  private record Branches(String what, List<Way> ways) {
    Branches(String what, Way... ways) {
      this(what, List.of(ways));
    }
  }
}
