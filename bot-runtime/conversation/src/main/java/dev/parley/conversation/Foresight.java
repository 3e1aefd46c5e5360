package dev.parley.conversation;

import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Interpretations;
import dev.parley.event.SecretToken;
import dev.parley.secret.Vault;
import dev.parley.turn.TurnState.Floor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Begins to make the bot's next sentence while the silence that ends the caller's turn is still waited out: asks the core, which is a pure
 * function, what it would say if what was heard so far were all. Nothing comes of it but sound in the {@link PromptCache}; when the
 * caller goes on after all, it was made for nothing. In the mailbox only.
 */
final class Foresight {

  private final ConversationServices services;
  private final LiveSession session;
  private final Mouth mouth;

  Foresight(ConversationServices services, LiveSession session, Mouth mouth) {
    this.services = services;
    this.session = session;
    this.mouth = mouth;
  }

  /** The caller pauses, and may have said all of it. */
  void perhapsSaid(String words) {
    boolean behind = services.lag().tooLong();
    if (!behind && session.state().turn().floor() == Floor.CALLER && session.state().turn().keys().isEmpty()) {
      answerTo(words).ifPresent(mouth::prepare);
    }
  }

  private Optional<DialogOutput.Say> answerTo(String words) {
    Instant now = services.clock().instant();
    var core = session.bot().core();
    // What is foreseen leaves nothing in the session's own vault.
    Vault vault = new Vault(session.locale(), session.bot().interpreter(), session.vault().contents());
    DialogEvent said = vault.conceal(new DialogEvent.Transcribed(words, 1, true), core.expectation(session.state(), now));
    if (said instanceof DialogEvent.Transcribed heard && SecretToken.isIn(heard.text())) {
      return Optional.empty();
    }
    Step step = core.step(session.state(), said, now);
    Optional<DialogOutput.Interpret> asked = first(step.outputs(), DialogOutput.Interpret.class);
    if (asked.isPresent()) {
      Interpretations meaning = session.bot().interpreter().interpret(vault.reveal(asked.get().text()), asked.get().expectation());
      DialogEvent understood = new DialogEvent.Interpreted(asked.get().turn(), vault.conceal(meaning, asked.get()));
      step = core.step(step.state(), understood, now);
    }
    return first(step.outputs(), DialogOutput.Say.class);
  }

  private static <T extends DialogOutput> Optional<T> first(List<DialogOutput> outputs, Class<T> kind) {
    return outputs.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
