package dev.parley.yaml;

import dev.parley.definition.FeatureUse;
import dev.parley.definition.WriteRule;
import dev.parley.definition.WriteRule.Moment;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes which customer facts a bot reads, and what it writes. */
final class FeatureUseWriter {

  private FeatureUseWriter() {}

  static Map<String, Object> use(FeatureUse use) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("key", use.key().source());
    if (!use.within().equals(FeatureUse.STANDARD_BUDGET)) {
      keys.put("within", new Plain(Times.write(use.within())));
    }
    if (!use.writes().isEmpty()) {
      keys.put("write", use.writes().stream().map(FeatureUseWriter::rule).toList());
    }
    return keys;
  }

  private static Map<String, Object> rule(WriteRule rule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<Object> moments = rule.at().stream().map(Moment::word).map(w -> (Object) new Plain(w)).toList();
    keys.put("at", moments.size() == 1 ? moments.get(0) : moments);
    rule.onlyIf().ifPresent(c -> keys.put("if", ExpressionWriter.condition(c)));
    Map<String, Object> set = new LinkedHashMap<>();
    rule.changes().forEach(c -> set.put(c.feature(), value(c.value())));
    keys.put("set", set);
    return keys;
  }

  private static Object value(WriteRule.Value value) {
    if (value instanceof WriteRule.Text text) {
      return text.template().source();
    } else if (value instanceof WriteRule.Path path) {
      return path.path().path();
    }
    WriteRule.Add add = (WriteRule.Add) value;
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("add", new Plain(add.amount().toString()));
    if (add.daily()) {
      keys.put("per", new Plain("day"));
    }
    return keys;
  }
}
