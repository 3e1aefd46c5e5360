package dev.parley.conformance;

import static dev.parley.conformance.Line.TEXT;
import static dev.parley.conformance.Line.failed;
import static dev.parley.conformance.Line.refused;
import static dev.parley.conformance.Line.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Feature.Area;
import dev.parley.conformance.Feature.Lines;
import dev.parley.samples.LexCaller;
import java.util.List;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AccessDeniedException;
import software.amazon.awssdk.services.lexruntimev2.model.ConflictException;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.InternalServerException;
import software.amazon.awssdk.services.lexruntimev2.model.LexRuntimeV2Exception;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lexruntimev2.model.ThrottlingException;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** Each exception of the model, by something that happens. */
final class Exceptions {

  private Exceptions() {}

  static List<Feature> features() {
    return List.of(
        of("access-denied", "AccessDeniedException, 403", "the caller may not do this", Exceptions::accessDenied).on(Lines.SIGNED),
        of("invalid-signature", "InvalidSignatureException, 403", "the signature is wrong (an error of all AWS services)", Exceptions::forged).on(Lines.SIGNED),
        of("resource-not-found", "ResourceNotFoundException, 404", "there is no such bot, locale or session", Exceptions::notFound),
        of("resource-not-found-stream", "ResourceNotFoundException: of a stream", "before the stream begins", Exceptions::notFoundStream),
        of("validation", "ValidationException, 400", "something breaks a rule; the message names it", Exceptions::invalid),
        of("validation-stream", "ValidationException: in a stream", "an exception event, and the stream ends", Exceptions::invalidInStream),
        of("conflict", "ConflictException, 409", "two clients use one session at once", Exceptions::conflict),
        of("conflict-delete", "ConflictException: DeleteSession", "the session is in use", Exceptions::conflictOfDelete),
        of("throttling", "ThrottlingException, 429", "there are too many conversations", Exceptions::throttled).on(Lines.CROWDED),
        of("internal-server", "InternalServerException, 500", "something broke inside", Exceptions::broken)
            .does("the same; here the recogniser breaks"),
        of("internal-server-stream", "InternalServerException: in a stream", "an exception event, and the stream ends", Exceptions::brokenInStream),
        of("dependency-failed", "DependencyFailedException, 424", "a code hook failed, or answered what it may not", Exceptions::dependencyFailed)
            .onPurpose("the bot's own words for it (`failure`) or the fallback intent; the state is Failed", "a caller cannot hear an exception, and a hook that fails once must not end the call"),
        of("bad-gateway", "BadGatewayException, 502", "the bot is being built, or a service behind it failed inside", Exceptions::badGateway)
            .onPurpose("a hook's 502 is as any failure; a bot that is still being trained makes its first request wait", "as for DependencyFailedException; and nobody need ask twice"));
  }

  private static Feature of(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.EXCEPTIONS, id, name, lex, check);
  }

  private static RecognizeTextResponse ask(LexRuntimeV2AsyncClient client, Line line) {
    return client.recognizeText(r -> r.botId(Line.BOT).botAliasId(Line.ALIAS).localeId(Line.LOCALE).sessionId(line.session()).text("hi")).join();
  }

  private static void accessDenied(Line line) {
    AccessDeniedException denied = refused(AccessDeniedException.class, () -> ask(line.stranger(), line));
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.getMessage()).contains("guest may not call RecognizeText");
    try (LexCaller caller = new LexCaller(line.stranger(), Line.BOT, line.session(), ConversationMode.TEXT, LexCaller.configuration(TEXT, true))) {
      assertThat(failed(AccessDeniedException.class, caller).statusCode()).isEqualTo(403);
    }
  }

  private static void forged(Line line) {
    LexRuntimeV2Exception forged = refused(LexRuntimeV2Exception.class, () -> ask(line.forger(), line));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
    try (LexCaller caller = new LexCaller(line.forger(), Line.BOT, line.session(), ConversationMode.TEXT, LexCaller.configuration(TEXT, true))) {
      assertThat(failed(LexRuntimeV2Exception.class, caller).statusCode()).isEqualTo(403);
    }
  }

  private static void notFound(Line line) {
    ResourceNotFoundException bot = refused(ResourceNotFoundException.class, () -> line.text(r -> r.botId("NOSUCHBOT1").text("hi")));
    assertThat(bot.statusCode()).isEqualTo(404);
    assertThat(bot.getMessage()).contains("NOSUCHBOT1");
    assertThat(bot.requestId()).isNotBlank();
    assertThat(refused(ResourceNotFoundException.class, () -> line.text(r -> r.localeId("de_DE").text("hi"))).getMessage()).contains("de_DE").contains("en_US");
    assertThat(refused(ResourceNotFoundException.class, line::get).getMessage()).contains(line.session());
    refused(ResourceNotFoundException.class, line::delete);
  }

  private static void notFoundStream(Line line) {
    try (LexCaller caller = new LexCaller(line.client(), "NOSUCHBOT1", line.session(), ConversationMode.TEXT, LexCaller.configuration(TEXT, true))) {
      assertThat(failed(ResourceNotFoundException.class, caller).statusCode()).isEqualTo(404);
    }
  }

  private static void invalid(Line line) {
    ValidationException refused = refused(ValidationException.class, () -> line.of("+15550100").text("hi"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.getMessage()).contains("sessionId");
    try (LexCaller caller = line.of("+15550100").chat()) {
      assertThat(failed(ValidationException.class, caller).getMessage()).contains("sessionId");
    }
  }

  private static void invalidInStream(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.text("x".repeat(1_025));
      ValidationException refused = failed(ValidationException.class, caller);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.getMessage()).contains("TextInputEvent.text");
    }
  }

  private static void conflict(Line line) {
    try (LexCaller holder = line.chat()) {
      holder.text("order a pizza");
      holder.hear(false);
      assertThat(refused(ConflictException.class, () -> line.text("hi")).statusCode()).isEqualTo(409);
      try (LexCaller second = line.chat()) {
        assertThat(failed(ConflictException.class, second).getMessage()).contains("in use");
      }
      holder.text("large");
      assertThat(holder.hear(false)).isEqualTo("Which toppings?");
    }
  }

  private static void conflictOfDelete(Line line) {
    try (LexCaller holder = line.chat()) {
      holder.text("order a pizza");
      holder.hear(false);
      assertThat(refused(ConflictException.class, line::delete).statusCode()).isEqualTo(409);
    }
    line.delete();
  }

  private static void throttled(Line line) {
    // One conversation is all that this server takes; whoever comes next may meet the end of the one before.
    try (LexCaller holder = only(line)) {
      assertThat(refused(ThrottlingException.class, () -> line.of(line.session() + ".2").text("hi")).statusCode()).isEqualTo(429);
      try (LexCaller second = line.of(line.session() + ".3").chat()) {
        assertThat(failed(ThrottlingException.class, second).getMessage()).contains("conversations.max");
      }
      holder.text("order a pizza");
      assertThat(holder.hear(false)).isEqualTo("Which size?");
    }
  }

  private static LexCaller only(Line line) {
    LexCaller holder = line.chat();
    holder.text("good morning");
    assertThat(holder.hear(false)).isEqualTo("Good morning.");
    return holder;
  }

  private static void broken(Line line) {
    line.text("order a pizza");
    byte[] sound = Sounds.breaking(8_000).toBytesLittleEndian();
    InternalServerException broken = refused(InternalServerException.class, () -> line.utterance(LexCaller.LPCM, TEXT, sound));
    assertThat(broken.statusCode()).isEqualTo(500);
    // The next one is as good as ever.
    assertThat(words(line.text("large"))).isEqualTo("Which toppings?");
  }

  private static void brokenInStream(Line line) {
    LexCaller caller = line.call("OrderPizza", "Size");
    caller.hear(false);
    caller.listenIn();
    caller.say(Sounds.breaking(8_000));
    assertThat(failed(InternalServerException.class, caller).statusCode()).isEqualTo(500);
    try {
      caller.close();
    } catch (CompletionException e) {
      throw new AssertionError("the end of a stream that has failed is no second failure", e);
    }
  }

  private static void dependencyFailed(Line line) {
    RecognizeTextResponse failed = line.text("use the broken hook");
    assertThat(words(failed)).contains("That did not work.");
    assertThat(failed.sessionState().intent().stateAsString()).isEqualTo("Failed");
    RecognizeTextResponse wrong = line.of(line.session() + ".wrong").text("use the wrong hook");
    assertThat(words(wrong)).isEqualTo("I did not get that.");
    assertThat(wrong.sessionState().intent().name()).isEqualTo("FallbackIntent");
  }

  private static void badGateway(Line line) {
    RecognizeTextResponse failed = line.text("use the hook behind a gateway");
    assertThat(words(failed)).contains("That did not work.");
    assertThat(failed.sessionState().intent().stateAsString()).isEqualTo("Failed");
  }
}
