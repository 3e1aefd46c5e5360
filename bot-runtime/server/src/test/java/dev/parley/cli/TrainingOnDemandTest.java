package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Interpreter;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the bots of a server are trained. */
class TrainingOnDemandTest {

  private final List<String> trained = new ArrayList<>();
  private final TrainingOnDemand training =
      new TrainingOnDemand((bot, locale) -> {
        trained.add(bot.name());
        if (bot.name().equals("Broken")) {
          throw new IllegalStateException("no samples");
        }
        return ExactInterpreter.train(bot, locale);
      });

  private Interpreter load(String name) {
    String yaml = "bot: " + name + "\nlocale: en_US\nintents:\n  Greet: { utterances: [good morning], close: Good morning. }\n";
    BotDefinition bot = BotReader.read(new SourceText("bot.yaml", yaml)).value().orElseThrow();
    return training.train(bot, "en_US");
  }

  @Test
  void theBotThatIsAskedIsTrainedFirstAndEachOnce() {
    load("First");
    Interpreter second = load("Second");
    assertThat(trained).isEmpty();

    assertThat(second.looksSecret("4111111111111111")).isTrue();
    assertThat(trained).containsExactly("Second");

    assertThat(training.trainAll()).isTrue();
    assertThat(trained).containsExactly("Second", "First");
  }

  @Test
  void aBotThatCannotBeTrainedHarmsNoOther() {
    Interpreter broken = load("Broken");
    load("Other");

    assertThat(training.trainAll()).isFalse();
    assertThat(trained).containsExactly("Broken", "Other");
    assertThatThrownBy(() -> broken.looksSecret("x")).hasMessageContaining("Broken en_US").hasMessageContaining("no samples");
  }

  @Test
  void aServerThatStopsTrainsOnlyWhatIsNeeded() {
    Interpreter needed = load("Needed");
    load("Other");
    training.stop();

    assertThat(training.trainAll()).isFalse();
    assertThat(needed.looksSecret("4111111111111111")).isTrue();
    assertThat(trained).containsExactly("Needed");
  }
}
