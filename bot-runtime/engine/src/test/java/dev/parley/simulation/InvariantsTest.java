package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.definition.LocaleDefinition;
import dev.parley.engine.ConversationCore;
import dev.parley.engine.ConversationState;
import dev.parley.engine.StateJson;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SlotValue;
import dev.parley.turn.TurnState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Steps that no engine may make are found. */
class InvariantsTest {

  private static final Instant NOW = PaymentsBot.START;
  private static final LocaleDefinition LOCALE = PaymentsBot.bot().locale("en_US").orElseThrow();

  private final ConversationCore core = new ConversationCore(PaymentsBot.bot(), "en_US");
  private final ConversationState fresh = core.fresh(NOW);

  /** The floor is taken, with these keys in an entry, and no deadline is set. */
  private static ConversationState taken(ConversationState state, TurnState.Floor floor, String keys) {
    TurnState t = state.turn();
    TurnState turn = new TurnState(floor, t.caller(), t.prompt(), t.interruptible(), t.policy(), t.doubt(), t.guarded(), keys, t.queue(), t.deadlines());
    return new ConversationState(state.format(), state.time(), turn, state.dialog());
  }

  private void check(DialogEvent event, ConversationState after, Optional<Instant> wakeAt) {
    Invariants.check(LOCALE, fresh, event, new Step(after, List.of(), wakeAt, List.of()), NOW);
  }

  @Test
  void anEntryOfKeysThatNothingWouldEndIsFound() {
    DialogEvent key = new DialogEvent.KeyPressed("1", "1");
    ConversationState open = taken(fresh, TurnState.Floor.CALLER, "1");
    assertThatThrownBy(() -> check(key, open, Optional.of(NOW.plusSeconds(9)))).hasMessage("an entry of keys is open, and nothing would end it");
    Step right = core.step(fresh, key, NOW);
    assertThatCode(() -> check(key, right.state(), right.wakeAt())).doesNotThrowAnyException();
  }

  @Test
  void aFloorThatNobodyGivesBackIsFound() {
    ConversationState taken = taken(fresh, TurnState.Floor.BOT, "");
    assertThatThrownBy(() -> check(new DialogEvent.DeadlinePassed(), taken, Optional.empty()))
        .hasMessage("the floor is taken, and no deadline would give it back");
  }

  @Test
  void aValueThatBreaksItsSlotsRulesIsFound() {
    Step heard = core.step(fresh, new DialogEvent.TextArrived("1", "what is my balance"), NOW);
    DialogOutput.Interpret asked =
        heard.outputs().stream().filter(DialogOutput.Interpret.class::isInstance).map(DialogOutput.Interpret.class::cast).findFirst().orElseThrow();
    String intent = LOCALE.intents().values().stream().filter(i -> i.slot("AccountId").isPresent()).findFirst().orElseThrow().name();
    DialogEvent meant = meaning(asked, intent, "482913");
    Step step = core.step(heard.state(), meant, NOW);
    assertThatCode(() -> check(meant, step.state(), step.wakeAt())).doesNotThrowAnyException();

    ConversationState before = step.state();
    String json = StateJson.write(before).replace("482913", "48");
    ConversationState wrong = StateJson.readState(json);
    assertThatThrownBy(() -> check(meant, wrong, step.wakeAt())).hasMessage("a slot was given a value that breaks its rules");
  }

  private static DialogEvent meaning(DialogOutput.Interpret asked, String intent, String account) {
    Interpretation best = new Interpretation(intent, OptionalDouble.of(1), Map.of("AccountId", SlotValue.Scalar.of(account)));
    return new DialogEvent.Interpreted(asked.turn(), new Interpretations(List.of(best), Optional.empty(), Optional.empty(), false));
  }
}
