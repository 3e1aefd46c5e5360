package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sample bot and its world, for tests. */
final class PaymentsBot {

  static final String ACCOUNT = "482913";
  static final String CARD = "4111111111111111";
  static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private static final BotDefinition BOT = BotReader.read(new SourceText("bot.yaml", source())).value().orElseThrow();

  private PaymentsBot() {}

  static String source() {
    try {
      return Files.readString(Path.of(System.getProperty("parley.repository", "../.."), "samples/payments/bot.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BotDefinition bot() {
    return BOT;
  }

  static ScriptedFeatures customers() {
    Instant yesterday = START.minus(Duration.ofDays(1));
    return new ScriptedFeatures(
        Map.of(
            "account",
            new ScriptedFeatures.Group(
                Optional.empty(),
                Map.of(
                    ACCOUNT,
                    new ScriptedFeatures.Reply(
                        FeatureSnapshot.found(
                            Map.of("customer_id", "C-1", "balance_due", "128.40", "usual_payment", "50"), yesterday),
                        false),
                    "111111",
                    ScriptedFeatures.Reply.LATE)),
            "customer",
            new ScriptedFeatures.Group(
                Optional.empty(),
                Map.of(
                    "C-1",
                    new ScriptedFeatures.Reply(FeatureSnapshot.found(Map.of("first_name", "Dana"), yesterday), false)))));
  }

  static ScriptedHooks.Reply paid(String code) {
    return new ScriptedHooks.Reply(
        new ScriptedHooks.Answers(
            new DialogAction(DialogAction.Type.CLOSE, Optional.empty()),
            IntentState.FULFILLED,
            Map.of("confirmationCode", code),
            Map.of(),
            List.<Message>of()),
        ScriptedHooks.USUAL);
  }

  static SimulationSetup call(long seed) {
    BotDefinition bot = bot();
    return new SimulationSetup(
        bot,
        "en_US",
        ExactInterpreter.train(bot, "en_US"),
        ChannelKind.PHONE,
        START,
        ZoneId.of("America/New_York"),
        seed,
        customers(),
        new ScriptedHooks(Map.of("payments", List.of(paid("A7B"), paid("B8C"), paid("C9D")))),
        false);
  }
}
