package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.DialogState;
import dev.parley.engine.Step;
import dev.parley.event.Reached;
import dev.parley.event.Reached.Way;
import dev.parley.event.SlotValue;
import dev.parley.simulation.CoveragePoint.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What conversations have reached of a bot. The points come from the definition ({@link CoveragePoints}); they are reached by
 * what a {@link Step} says it went through, and by the intent and slots that its state then has. One thread.
 */
public final class Coverage {

  private final BotDefinition bot;
  private final List<CoveragePoint> points;
  private final Set<Reached> reached = new HashSet<>();

  /** Nothing is reached yet. */
  public Coverage(BotDefinition bot) {
    this.bot = bot;
    this.points = CoveragePoints.of(bot);
  }

  /** Takes the steps of conversations in this locale of the bot. */
  public Consumer<Step> in(String localeId) {
    LocaleDefinition locale =
        bot.locale(localeId).orElseThrow(() -> new IllegalArgumentException("no locale " + localeId));
    return new Consumer<>() {
      private @Nullable DialogState seen;

      /** The very state of the step before has nothing new; comparing contents would cost more than it saves. */
      @Override
      @SuppressWarnings("ReferenceEquality")
      public void accept(Step step) {
        reached.addAll(step.reached());
        DialogState dialog = step.state().dialog();
        if (dialog != seen) {
          seen = dialog;
          taken(locale, dialog);
        }
      }
    };
  }

  /** An intent is open; those of its slots are taken that have a value. */
  private void taken(LocaleDefinition locale, DialogState dialog) {
    IntentDefinition intent = dialog.intent().map(locale.intents()::get).orElse(null);
    if (intent != null) {
      reached.add(new Reached(intent.span(), Way.TAKEN));
      for (SlotDefinition slot : intent.slots()) {
        SlotValue value = dialog.slots().get(slot.name());
        if (value != null) {
          taken(slot, value);
        }
      }
    }
  }

  /** A slot has a value; of a composite one, those of its parts that have one too. */
  private void taken(SlotDefinition slot, SlotValue value) {
    reached.add(new Reached(slot.span(), Way.TAKEN));
    if (value instanceof SlotValue.Composite composite) {
      composite.parts().forEach((name, part) -> {
        SlotDefinition definition = slot.parts().get(name);
        if (definition != null) {
          taken(definition, part);
        }
      });
    }
  }

  /** All that can be reached, in the order in which it is written. */
  public List<CoveragePoint> points() {
    return points;
  }

  /** Whether this point was reached. */
  public boolean reached(CoveragePoint point) {
    return reached.contains(point.key());
  }

  /** What was not reached, in the order in which it is written. */
  public List<CoveragePoint> missed() {
    return points.stream().filter(p -> !reached(p)).toList();
  }

  /** How much was reached of one kind. */
  public Share share(Kind kind) {
    List<CoveragePoint> those = points.stream().filter(p -> p.kind() == kind).toList();
    return new Share((int) those.stream().filter(this::reached).count(), those.size());
  }

  /** How much was reached in all. */
  public Share share() {
    return new Share(points.size() - missed().size(), points.size());
  }

  /** So many of so many. */
  public record Share(int reached, int total) {

    /** In percent, rounded down to a tenth: 100 means all. Nothing of nothing is all. */
    public double percent() {
      return total == 0 ? 100 : Math.floorDiv(1000L * reached, (long) total) / 10.0;
    }

    /** This and that together. */
    public Share plus(Share that) {
      return new Share(reached + that.reached, total + that.total);
    }
  }
}
