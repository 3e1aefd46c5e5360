package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.SourceText;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.CallStep.Moment;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallScriptReaderTest {

  private static Loaded<CallScript> read(String yaml) {
    return CallScriptReader.read(new SourceText("call.yaml", yaml));
  }

  @Test
  void everyStepIsRead() {
    Loaded<CallScript> loaded =
        read(
            """
            call: a caller pays a bill
            patience: 20s
            quiet: 500ms
            steps:
              - wait_for: prompt_end
              - say: I want to pay my bill
              - hear: account number
              - keys: "1234#"
              - after: 400ms
              - keys: { digits: "4111 1111 1111 1111", gap: 80ms, secret: true }
              - hear: { text: is that right, secret: true }
              - say: { text: "seven three seven", secret: true }
              - silence: 2s
              - hang_up
            expect:
              said: [confirmation code, goodbye]
              ended_by: bot
              barge_ins: 1
              within: 2m
            """);

    assertThat(loaded.report().diagnostics()).isEmpty();
    assertThat(loaded.value())
        .contains(
            new CallScript(
                "a caller pays a bill",
                List.of(
                    new CallStep.WaitFor(Moment.PROMPT_END),
                    new CallStep.Say("I want to pay my bill", false),
                    new CallStep.Hear("account number", false),
                    new CallStep.Keys("1234#", CallScript.DEFAULT_KEY_GAP, false),
                    new CallStep.After(Duration.ofMillis(400)),
                    new CallStep.Keys("4111111111111111", Duration.ofMillis(80), true),
                    new CallStep.Hear("is that right", true),
                    new CallStep.Say("seven three seven", true),
                    new CallStep.Silence(Duration.ofSeconds(2)),
                    new CallStep.HangUp()),
                Duration.ofSeconds(20),
                Duration.ofMillis(500),
                new CallScript.Expected(
                    List.of("confirmation code", "goodbye"),
                    Optional.of(EndedBy.BOT),
                    Optional.of(1),
                    Optional.of(Duration.ofMinutes(2)))));
  }

  @Test
  void scriptInTheReadmeIsRight() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("```yaml\n") + 8;
    Loaded<CallScript> loaded = read(readme.substring(from, readme.indexOf("```", from)));

    assertThat(loaded.report().diagnostics()).isEmpty();
    assertThat(loaded.value().orElseThrow().steps()).hasSize(10);
  }

  @Test
  void everyMistakeIsFoundInOneRunAtItsPlace() {
    Loaded<CallScript> loaded =
        read(
            """
            call: a call
            steps:
              - sya: hello
              - keys: "12x"
              - wait_for: prompt_ends
              - say: a
                keys: "1"
              - silence: long
            expect:
              ended_by: nobody
            """);

    assertThat(loaded.value()).isEmpty();
    assertThat(loaded.report().diagnostics())
        .extracting(d -> d.code() + " " + d.span().line())
        .containsExactly("unknown-key 3", "not-a-key 4", "wrong-word 5", "one-thing-a-step 6", "wrong-type 8", "wrong-word 10");
    assertThat(loaded.report().diagnostics().get(0)).extracting(Diagnostic::help).asString().contains("say");
  }

  @Test
  void hashWithoutQuotesIsExplained() {
    Loaded<CallScript> loaded = read("call: a\nsteps:\n  - keys: \"12a\"\n");

    assertThat(loaded.report().diagnostics()).hasSize(1);
    assertThat(loaded.report().diagnostics().get(0).help().orElse("")).contains("quotes");
  }
}
