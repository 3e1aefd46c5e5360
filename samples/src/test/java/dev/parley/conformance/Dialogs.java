package dev.parley.conformance;

import static dev.parley.conformance.Line.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Feature.Area;
import dev.parley.samples.LexCaller;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.IntentResultEvent;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.SessionState;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;

/** What happens between events: waiting, interrupting, silence, keys, hooks. */
final class Dialogs {

  private Dialogs() {}

  static List<Feature> features() {
    return List.of(
        of("wait-and-continue", "Wait and continue", "state Waiting while ElicitSlot stays; then it goes on", Dialogs::waits),
        of("still-waiting", "Wait and continue: the reminder", "every so often, without a TranscriptEvent", Dialogs::reminds),
        of("no-input", "Nobody speaks", "after `x-amz-lex:audio:start-timeout-ms` the bot asks again", Dialogs::silence)
            .does("the same; a slot may have its own words for it (`no_input`)"),
        of("text-start-timeout", "Nobody types", "after `x-amz-lex:text:start-timeout-ms` the bot asks again", Dialogs::silenceInText),
        of("retries", "An answer that is none", "the bot asks again in other words, then the fallback intent comes", Dialogs::retries),
        of("no-interruption", "`allowInterrupt` false", "the prompt is heard to its end, and input before does not count", Dialogs::uninterrupted)
            .does("the same; a prompt or message says `interruptible: false`"),
        of("no-interruption-attribute", "`x-amz-lex:allow-interrupt:*:*`", "false holds for that slot's prompts", Dialogs::uninterruptedByAttribute),
        of("dtmf-end", "The end character", "ends the entry, and is no part of it (`x-amz-lex:dtmf:end-character`)", Dialogs::endCharacter),
        of("dtmf-deletion", "The deletion character", "clears the entry and ends it (`x-amz-lex:dtmf:deletion-character`)", Dialogs::deletionCharacter),
        of("dtmf-max-length", "`x-amz-lex:dtmf:max-length`", "so many keys end the entry", Dialogs::maxLength),
        of("dtmf-end-timeout", "`x-amz-lex:dtmf:end-timeout-ms`", "so long without a key ends it", Dialogs::endTimeout),
        of("dtmf-not-allowed", "`x-amz-lex:allow-dtmf-input`", "false: keys do not count", Dialogs::noKeys),
        of("hook-event", "The event that a code hook gets", "Lambda's format 1.0: invocationSource, inputMode, inputTranscript, bot, interpretations, sessionState …", Dialogs::hookEvent)
            .does("the same, by HTTP POST to the hook's address"),
        of("hook-answer", "The answer of a code hook", "its session attributes and dialog action hold", Dialogs::hookAnswer),
        of("fulfilment-updates", "Fulfilment progress updates", "start and progress messages while the hook works, then the success message", Dialogs::updates)
            .does("the same; the state FulfillmentInProgress is told meanwhile"),
        of("after-close", "After Close", "the stream stays open, and something else may be asked for", Dialogs::afterClose));
  }

  private static Feature of(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.DIALOG, id, name, lex, check);
  }

  private static void waits(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.text("hold on a second");
      assertThat(caller.hear(false)).isEqualTo("Take your time.");
      assertThat(caller.lastResult().sessionState().intent().stateAsString()).isEqualTo("Waiting");
      assertThat(caller.lastResult().sessionState().dialogAction().slotToElicit()).isEqualTo("Size");
      caller.text("I'm back");
      assertThat(caller.next(IntentResultEvent.class, r -> r.sessionState().intent().stateAsString().equals("InProgress"))).isNotNull();
      assertThat(caller.hear(false)).contains("Welcome back.");
      caller.text("large");
      assertThat(caller.hear(false)).isEqualTo("Which toppings?");
    }
  }

  private static void reminds(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.text("hold on a second");
      caller.hear(false);
      int before = caller.seen().size();
      assertThat(caller.hear(false)).isEqualTo("I am still here.");
      assertThat(caller.seen().subList(before, caller.seen().size())).noneMatch(s -> s.startsWith("Transcript"));
    }
  }

  private static SessionState asking(String intent, String slot, String attribute, String value) {
    return Line.asking(intent, slot).toBuilder().sessionAttributes(Map.of(attribute, value)).build();
  }

  private static LexCaller call(Line line, String attribute, String value) {
    LexCaller caller = line.converse(ConversationMode.AUDIO, c -> c.disablePlayback(true).sessionState(asking("Dial", "Code", attribute, value)));
    assertThat(caller.hear(false)).isEqualTo("Which code?");
    return caller;
  }

  private static void silence(Line line) {
    try (LexCaller caller = call(line, "x-amz-lex:audio:start-timeout-ms:*:*", "50")) {
      assertThat(caller.hear(false)).isEqualTo("Are you there?");
      assertThat(caller.seen()).noneMatch(s -> s.startsWith("Transcript"));
    }
  }

  private static void silenceInText(Line line) {
    try (LexCaller caller =
        line.converse(ConversationMode.TEXT, c -> c.disablePlayback(true).sessionState(asking("Dial", "Code", "x-amz-lex:text:start-timeout-ms:Dial:Code", "50")))) {
      assertThat(caller.hear(false)).isEqualTo("Which code?");
      assertThat(caller.hear(false)).isEqualTo("Are you there?");
    }
  }

  private static void retries(Line line) {
    line.text("order a pizza");
    assertThat(words(line.text("the moon"))).isEqualTo("Small or large?");
    assertThat(words(line.text("the moon"))).isEqualTo("Small or large?");
    RecognizeTextResponse lost = line.text("the moon");
    assertThat(words(lost)).isEqualTo("I did not get that.");
    assertThat(lost.sessionState().intent().name()).isEqualTo("FallbackIntent");
  }

  private static void uninterrupted(Line line) {
    try (LexCaller caller = line.converse(ConversationMode.AUDIO, c -> c.sessionState(Line.asking("ReadNotice", "Agreed")))) {
      assertThat(caller.hear(false)).contains("heard whole");
      caller.keys("12#");
      caller.playbackCompleted();
      caller.keys("9#");
      caller.next(TranscriptEvent.class);
      assertThat(caller.seen()).noneMatch(s -> s.contains("PlaybackInterruption"));
    }
  }

  private static void uninterruptedByAttribute(Line line) {
    try (LexCaller caller =
        line.converse(ConversationMode.AUDIO, c -> c.sessionState(asking("Dial", "Code", "x-amz-lex:allow-interrupt:*:*", "false")))) {
      caller.hear(false);
      caller.keys("1");
      caller.playbackCompleted();
      caller.keys("4711#");
      caller.next(TranscriptEvent.class);
      assertThat(caller.seen()).noneMatch(s -> s.contains("PlaybackInterruption"));
    }
  }

  private static void endCharacter(Line line) {
    try (LexCaller caller = call(line, "x-amz-lex:dtmf:end-character:*:*", "D")) {
      caller.keys("47D");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("47");
    }
  }

  private static void deletionCharacter(Line line) {
    try (LexCaller caller = call(line, "x-amz-lex:dtmf:deletion-character:*:*", "C")) {
      caller.keys("47C");
      assertThat(caller.hear(false)).isEqualTo("The code please.");
      caller.keys("4711#");
      assertThat(caller.hear(false)).isEqualTo("Code 4 7 1 1.");
    }
  }

  private static void maxLength(Line line) {
    try (LexCaller caller = call(line, "x-amz-lex:dtmf:max-length:*:*", "3")) {
      caller.keys("471");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("471");
    }
  }

  private static void endTimeout(Line line) {
    try (LexCaller caller = call(line, "x-amz-lex:dtmf:end-timeout-ms:Dial:Code", "50")) {
      caller.keys("4");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("4");
    }
  }

  private static void noKeys(Line line) {
    try (LexCaller caller =
        line.converse(
            ConversationMode.AUDIO,
            c -> c.disablePlayback(true).sessionState(asking("OrderPizza", "Size", "x-amz-lex:allow-dtmf-input:*:*", "false")))) {
      caller.hear(false);
      caller.keys("1#");
      caller.listenIn();
      caller.say(Sounds.speech(8_000));
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("large");
    }
  }

  private static void hookEvent(Line line) {
    line.text("ask the hook");
    Map<String, String> told = line.get().sessionState().sessionAttributes();
    assertThat(told.get("membersDialogCodeHook").split(" "))
        .contains(
            "bot", "inputMode", "inputTranscript", "interpretations", "invocationSource", "messageVersion", "proposedNextState", "requestAttributes",
            "responseContentType", "sessionId", "sessionState", "transcriptions");
    assertThat(told)
        .containsEntry("told-messageVersionDialogCodeHook", "1.0")
        .containsEntry("told-inputModeDialogCodeHook", "Text")
        .containsEntry("told-inputTranscriptDialogCodeHook", "ask the hook")
        .containsEntry("told-sessionIdDialogCodeHook", line.session())
        .containsEntry("told-bot-nameDialogCodeHook", "Conformance")
        .containsEntry("told-bot-aliasIdDialogCodeHook", Line.ALIAS);
  }

  private static void hookAnswer(Line line) {
    line.text("ask the hook");
    RecognizeTextResponse done = line.text("large");
    assertThat(words(done)).isEqualTo("The hook did it. Done.");
    assertThat(done.sessionState().intent().stateAsString()).isEqualTo("Fulfilled");
    assertThat(done.sessionState().sessionAttributes()).containsEntry("told-messageVersionFulfillmentCodeHook", "1.0");
  }

  private static void updates(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("do the long work");
      assertThat(caller.hear(false)).isEqualTo("I have begun.");
      assertThat(caller.lastResult().sessionState().intent().stateAsString()).isEqualTo("FulfillmentInProgress");
      assertThat(caller.hear(false)).isEqualTo("I am still at it.");
      String last = caller.hear(false);
      while (last.equals("I am still at it.")) {
        last = caller.hear(false);
      }
      assertThat(last).isEqualTo("It is done. Goodbye.");
      assertThat(caller.lastResult().sessionState().intent().stateAsString()).isEqualTo("Fulfilled");
    }
  }

  private static void afterClose(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("leave it to the app");
      assertThat(caller.hear(false)).isEqualTo("The app does it.");
      assertThat(caller.lastResult().sessionState().dialogAction().typeAsString()).isEqualTo("Close");
      caller.text("order a pizza");
      assertThat(caller.hear(false)).isEqualTo("Which size?");
    }
  }
}
