package dev.parley.yaml;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.util.LinkedHashMap;
import java.util.Map;

/** YAML as maps, lists and texts. */
final class YamlTree {

  private YamlTree() {}

  static Object read(String yaml) {
    Report report = new Report();
    return of(YamlNodeReader.read(new SourceText("written.yaml", yaml), report)
        .orElseThrow(() -> new AssertionError(TextReportPrinter.print(report) + yaml)));
  }

  private static Object of(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    } else if (node instanceof YamlSequence sequence) {
      return sequence.items().stream().map(YamlTree::of).toList();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Entry entry : ((YamlMapping) node).entries()) {
      map.put(entry.key().text(), of(entry.value()));
    }
    return map;
  }
}
