package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Bots that are drawn from the grammar of the language, not written by anybody, are read back as they were, too. */
class DrawnBotsTest {

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void aDrawnBotIsReadBackAsItWas(@ForAll long seed) {
    Map<String, Object> tree = new DrawnBot(new Random(seed)).bot();
    String yaml = YamlEmitter.write(tree, List.of());

    Loaded<BotDefinition> drawn = BotReader.read(new SourceText("drawn.yaml", yaml));

    drawn.value().ifPresent(BotWriterTest::roundTrip);
    Statistics.label("bots without an error").collect(drawn.value().isPresent()).coverage(c -> c.check(true).percentage(p -> p > 40));
    assertThat(YamlTree.read(yaml)).isNotNull();
  }
}
