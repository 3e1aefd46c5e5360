package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.definition.Template;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.Optional;

/** Reads templates and expressions that stand in no file, for definitions that come from elsewhere. Thread-safe. */
public final class LooseTexts {

  private LooseTexts() {}

  /** Words with placeholders. */
  public static Template template(String text, Report report) {
    return TemplateReader.read(scalar(text), report);
  }

  /** A payload for the client, in which brackets that hold no name are its own. */
  public static Template payload(String text, Report report) {
    return TemplateReader.payload(scalar(text), report);
  }

  /** A slot's default, which may also be {@code #context.parameter} or {@code <requestAttribute>}. */
  public static Template standard(String text, Report report) {
    return TemplateReader.standard(scalar(text), report);
  }

  /** A condition; empty when it has a mistake, which is in the report. */
  public static Optional<Condition> condition(String text, Report report) {
    return ConditionReader.read(scalar(text), report);
  }

  /** Which parts a composite slot needs; empty when it has a mistake, which is in the report. */
  public static Optional<PartExpression> parts(String text, Report report) {
    return PartExpressionReader.read(scalar(text), report);
  }

  /** As if it stood alone on a line, in quotes. */
  private static YamlScalar scalar(String text) {
    return new YamlScalar(Span.of("", 1, 1, text.codePointCount(0, text.length()) + 2), text, false);
  }
}
