package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.event.Cue;
import dev.parley.event.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What strangers say about anything is no cue, where {@code -Dparley.data} says where CLINC150 is: its test part, without the
 * intents that are cues themselves. Those that are, are looked at too, so that silence is not taken for being right.
 */
class StrangersCuesTest {

  private static final Set<String> CUES = Set.of("yes", "no", "cancel", "repeat");
  private static final Set<Cue> UNWANTED = Set.of(Cue.HOLD, Cue.YES, Cue.NO, Cue.CANCEL);

  private static final Map<String, Asked> WHILE =
      Map.of(
          "nothing is asked", Asked.anything(),
          "a slot is asked", Asked.slot("Transfer", "amount"),
          "a confirmation is asked", Asked.goAhead("Transfer"),
          "the bot waits", Asked.slot("Transfer", "amount").whileWaiting());

  private final Interpreter interpreter = ExampleFiles.interpreter("understanding/bank.bot.yaml", "en_US");

  @Test
  void noneOfFiveThousandUtterancesIsAFalseHoldYesNoOrCancel(TestReporter reporter) throws IOException {
    String data = System.getProperty("parley.data", "");
    Path file = Path.of(data, "nlu", "clinc150", "data_full.json");
    assumeTrue(!data.isEmpty() && Files.isRegularFile(file), "-Dparley.data says where CLINC150 is");
    JsonNode all = new ObjectMapper().readTree(file.toFile());
    List<String> strangers = texts(all, false);
    List<String> cues = texts(all, true);
    List<String> wrong = new ArrayList<>();
    WHILE.forEach((when, asked) -> strangers.forEach(said ->
        interpreter.interpret(said, asked.expectation()).cue().filter(UNWANTED::contains).ifPresent(c -> wrong.add(when + ": \"" + said + "\" is taken for " + c))));
    List<String> unheard =
        cues.stream().filter(said -> interpreter.interpret(said, WHILE.get("a confirmation is asked").expectation()).cue().isEmpty()).toList();
    int heard = cues.size() - unheard.size();
    String report =
        String.format(
            Locale.ROOT,
            "%d utterances without a cue, each in %d situations: %d false (%.3f %%); of %d that are one, %d are heard%n%s%n%nnot heard:%n%s%n",
            strangers.size(), WHILE.size(), wrong.size(), 100.0 * wrong.size() / (strangers.size() * WHILE.size()), cues.size(), heard, String.join("\n", wrong), String.join("\n", unheard));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "strangers-cues.txt"), report);
    reporter.publishEntry("false cues", report);
    assertThat(strangers).hasSizeGreaterThan(2_000);
    assertThat(heard).as(report).isGreaterThan(cues.size() / 2);
    assertThat(wrong).as(report).isEmpty();
  }

  private static List<String> texts(JsonNode all, boolean cues) {
    List<String> texts = new ArrayList<>();
    for (String part : List.of("test", "oos_test")) {
      for (JsonNode line : all.path(part)) {
        if (CUES.contains(line.path(1).asText()) == cues) {
          texts.add(line.path(0).asText());
        }
      }
    }
    return texts;
  }
}
