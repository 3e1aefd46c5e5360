package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML 1.2 into {@link YamlNode}s. Never throws on a text, however broken; every limit has a diagnostic of its own.
 * Thread-safe.
 */
public final class YamlNodeReader {

  /** Larger files are not bots. */
  public static final int MAX_CHARACTERS = 1 << 20;

  /** Aliases are honest sharing until they make a small file huge. */
  public static final int MAX_NODES = 200_000;

  /** Deeper nesting is a mistake, or an attack on the stack. */
  public static final int MAX_DEPTH = 50;

  private final String file;
  private final String begins;
  private final Report report;
  private int nodes;

  private YamlNodeReader(String file, String begins, Report report) {
    this.file = file;
    this.begins = begins;
    this.report = report;
  }

  /** The text's one document, or empty when it has a mistake that YAML cannot be read past (which is in the report). */
  public static Optional<YamlNode> read(SourceText source, Report report) {
    return read(source, "write its keys, each as `key: value`", report);
  }

  /**
   * The same.
   *
   * @param begins what a file of this kind begins with, for whoever has an empty one
   */
  public static Optional<YamlNode> read(SourceText source, String begins, Report report) {
    report.source(source);
    return new YamlNodeReader(source.name(), begins, report).read(source.text());
  }

  private Optional<YamlNode> read(String text) {
    Span start = Span.of(file, 1, 1, 1);
    if (text.length() > MAX_CHARACTERS) {
      report.add(
          Diagnostic.error("file-too-large", start, "the file has " + text.length() + " characters")
              .help("a file may have " + MAX_CHARACTERS + " characters; split it"));
      return Optional.empty();
    }
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setMaxAliasesForCollections(Integer.MAX_VALUE)
              .setAllowRecursiveKeys(false)
              .setAllowNonScalarKeys(true) // so that we can say where
              .setCodePointLimit(MAX_CHARACTERS * 2)
              .build();
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        report.add(Diagnostic.error("empty-file", start, "the file is empty").help(begins));
        return Optional.empty();
      }
      YamlNode first = convert(documents.next(), 0);
      if (documents.hasNext()) {
        report.add(
            Diagnostic.error("several-documents", span(documents.next()), "the file holds more than one document")
                .help("put what follows `---` into a file of its own"));
      }
      return Optional.of(first);
    } catch (TooMuch e) {
      report.add(e.diagnostic);
    } catch (YamlEngineException e) {
      report.add(YamlSyntax.explain(file, e, text));
    } catch (StackOverflowError e) {
      report.add(tooDeep(start));
    }
    return Optional.empty();
  }

  private YamlNode convert(Node node, int depth) {
    Span span = span(node);
    if (++nodes > MAX_NODES) {
      throw new TooMuch(
          Diagnostic.error("too-many-nodes", span, "the file unfolds to more than " + MAX_NODES + " values")
              .help("aliases (`*name`) that repeat each other grow without bound; write the values out"));
    }
    if (depth > MAX_DEPTH) {
      throw new TooMuch(tooDeep(span));
    }
    if (node instanceof ScalarNode scalar) {
      return new YamlScalar(span, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
    } else if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, depth + 1));
      }
      return new YamlSequence(span, items);
    } else if (node instanceof MappingNode mapping) {
      return mapping(mapping, span, depth);
    }
    throw new AssertionError(node);
  }

  private YamlMapping mapping(MappingNode mapping, Span span, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        report.add(Diagnostic.error("key-not-a-word", span(tuple.getKeyNode()), "a key must be a plain word")
                .help("put it in quotes when it is meant as a text"));
        continue;
      }
      YamlScalar key = (YamlScalar) convert(tuple.getKeyNode(), depth + 1);
      YamlNode value = convert(tuple.getValueNode(), depth + 1);
      Entry earlier = entries.get(key.text());
      if (earlier != null) {
        report.add(
            Diagnostic.error("duplicate-key", key.span(), "the key `" + key.text() + "` stands here twice")
                .note(earlier.key().span(), "it stands here first")
                .help("keep one of them"));
        continue;
      }
      entries.put(key.text(), new Entry(key, value));
    }
    return new YamlMapping(span, List.copyOf(entries.values()));
  }

  private Diagnostic tooDeep(Span span) {
    return Diagnostic.error("too-deep", span, "the file nests deeper than " + MAX_DEPTH + " levels")
        .help("a bot needs about ten; look for brackets or indentation gone wrong");
  }

  private Span span(Node node) {
    Optional<Mark> start = node.getStartMark();
    Optional<Mark> end = node.getEndMark();
    if (start.isEmpty() || end.isEmpty()) {
      return Span.of(file, 1, 1, 1);
    }
    return new Span(
        file, start.get().getLine() + 1, start.get().getColumn() + 1, end.get().getLine() + 1, end.get().getColumn() + 1);
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    TooMuch(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }
  }
}
