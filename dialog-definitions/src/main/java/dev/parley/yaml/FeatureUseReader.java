package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.FeatureUse;
import dev.parley.definition.Template;
import dev.parley.definition.WriteRule;
import dev.parley.definition.WriteRule.Change;
import dev.parley.definition.WriteRule.Moment;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads which customer facts a bot reads, and what it writes. */
final class FeatureUseReader {

  private final Report report;

  FeatureUseReader(Report report) {
    this.report = report;
  }

  Optional<FeatureUse> read(YamlScalar group, YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("feature_use"), report);
    Duration within = keys.flatMap(k -> k.time("within")).orElse(FeatureUse.STANDARD_BUDGET);
    List<WriteRule> writes = new ArrayList<>();
    keys.map(k -> k.oneOrMore("write")).orElse(List.of()).forEach(n -> rule(n).ifPresent(writes::add));
    // Without its key there is an error, and the group still counts as declared.
    return keys.map(k -> k.scalar("key").map(key -> TemplateReader.read(key, report)).orElse(Template.literal("")))
        .map(key -> new FeatureUse(group.span(), group.text(), key, within, writes));
  }

  private Optional<WriteRule> rule(YamlNode node) {
    return MappingReader.of(node, BotGrammar.keys("feature_write"), report).map(keys -> {
      List<Moment> at = new ArrayList<>();
      keys.scalars("at").forEach(word -> moment(word).filter(m -> !at.contains(m)).ifPresent(at::add));
      List<Change> changes = new ArrayList<>();
      for (Entry entry : keys.entries("set")) {
        value(entry.value()).ifPresent(v -> changes.add(new Change(entry.key().span(), entry.key().text(), v)));
      }
      return new WriteRule(keys.head(), at, keys.scalar("if").flatMap(c -> ConditionReader.read(c, report)), changes);
    });
  }

  private Optional<Moment> moment(YamlScalar word) {
    Optional<Moment> moment = Arrays.stream(Moment.values()).filter(m -> m.word().equals(word.text())).findFirst();
    if (moment.isEmpty()) {
      report.add(
          Diagnostic.error("wrong-word", word.span(), "`at` cannot be `" + word.text() + "`")
              .help(DidYouMean.help(word.text(), BotGrammar.MOMENTS).orElse("write one of " + String.join(", ", BotGrammar.MOMENTS))));
    }
    return moment;
  }

  private Optional<WriteRule.Value> value(YamlNode node) {
    if (!(node instanceof YamlScalar scalar)) {
      return MappingReader.of(node, BotGrammar.keys("feature_add"), report).flatMap(this::add);
    }
    // As in conditions; no text that is meant for people begins so.
    return Optional.of(
        scalar.text().startsWith("$.")
            ? new WriteRule.Path(new Condition.EventPath(scalar.span(), scalar.text().strip()))
            : new WriteRule.Text(TemplateReader.read(scalar, report)));
  }

  private Optional<WriteRule.Value> add(MappingReader keys) {
    boolean daily = keys.choice("per").isPresent();
    // As it was written, so that what adds up to a whole number is one.
    return keys.decimal("add").isPresent()
        ? keys.text("add").map(amount -> new WriteRule.Add(new BigDecimal(amount.strip()), daily))
        : Optional.empty();
  }
}
