package dev.parley.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Writes a tree of maps, lists and texts as YAML that people like to read: short things on one line, long texts in blocks, quotes
 * only around what YAML, of whatever version, would take for something else. Thread-safe.
 */
final class YamlEmitter {

  /** What a line may hold. */
  private static final int WIDTH = 100;

  private static final int FLOW_LIST = 80;
  private static final int FLOW_MAP = 60;
  private static final int FLOW_KEYS = 4;

  /** Whose entries are what people look for: each stands on lines of its own. */
  private static final Set<String> ALWAYS_BLOCK = Set.of("intents", "slots", "slot_types", "locales", "parts", "set", "output_contexts", "features");

  /** Whose entries a blank line keeps apart. */
  private static final Set<String> SPACED = Set.of("intents", "locales");

  /** What some version of YAML takes for a truth, nothing or a number rather than a text. */
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "(?i)y|n|yes|no|on|off|true|false|null|~|[-+]?[.0-9][-+._,0-9a-fox:]*|[-+]?\\.(?:inf|nan)|=|<<|[-+]?[0-9][0-9_.]*e[-+]?[0-9]+"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

  /** What is a text wherever it stands. */
  private static final Pattern SIMPLE = Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_ .'/-]*[\\p{L}\\p{N}_.])?");

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[-?:] .*|[\\[\\]{}&*!|>%@`\"'#,].*|[^\\n]*(?:: | #|:$)[^\\n]*|\\s.*|.*\\s");

  private static final ScalarResolver RESOLVER = new JsonSchema().getScalarResolver();

  /** Between the things of a group the emitter writes the indentation alone; texts with such lines are never in blocks. */
  private static final Pattern BLANK_LINE = Pattern.compile("(?md)^ +$");

  /** What no block may hold, and what quotes must show: tabs, other line ends than ours, marks that nobody sees. */
  private static final Pattern HIDDEN = Pattern.compile("(?s).*[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]].*");

  /** Lines that a block holds as they are. */
  private static final Pattern BLOCK = Pattern.compile("\\S(?:[^\\n]*\\S)?(?:\\n+\\S(?:[^\\n]*\\S)?)*\\n?");

  /** The place of an item in a list; a list there stands on one line. */
  private static final String ITEM = "item";

  private YamlEmitter() {}

  /** A word that is written as it is: a number, a truth, a time, or a word of the language. */
  record Plain(String word) {}

  /** The tree as YAML, under comments. */
  static String write(Map<String, Object> root, List<String> comments) {
    StringBuilder out = new StringBuilder();
    comments.forEach(c -> out.append(c.isEmpty() ? "#" : "# ").append(c).append('\n'));
    DumpSettings settings =
        DumpSettings.builder()
            .setWidth(WIDTH)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDumpComments(true)
            .setMaxSimpleKeyLength(1024)
            .setDereferenceAliases(true)
            .build();
    new Dump(settings).dumpNode(mapping(root, "", false), new Writer(out));
    return BLANK_LINE.matcher(out).replaceAll("");
  }

  private static Node node(Object value, String key, boolean flow) {
    if (value instanceof Map<?, ?> map) {
      return mapping(map, key, flow);
    } else if (value instanceof List<?> list) {
      return sequence(list, flow || key.equals(ITEM));
    } else if (value instanceof Plain plain) {
      return new ScalarNode(RESOLVER.resolve(plain.word(), true), plain.word(), ScalarStyle.PLAIN);
    }
    String text = (String) value;
    return new ScalarNode(Tag.STR, text, style(text, flow));
  }

  private static Node mapping(Map<?, ?> map, String key, boolean flow) {
    boolean oneLine = flow || map.isEmpty() || (!key.isEmpty() && !ALWAYS_BLOCK.contains(key) && map.size() <= FLOW_KEYS && length(map) <= FLOW_MAP);
    List<NodeTuple> tuples = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = (String) entry.getKey();
      boolean named = ALWAYS_BLOCK.contains(key);
      Node keyNode = new ScalarNode(Tag.STR, name, named ? style(name, true) : ScalarStyle.PLAIN);
      if ((SPACED.contains(key) && !tuples.isEmpty()) || (key.isEmpty() && ALWAYS_BLOCK.contains(name))) {
        keyNode.setBlockComments(List.of(new CommentLine(Optional.empty(), Optional.empty(), "", CommentType.BLANK_LINE)));
      }
      tuples.add(new NodeTuple(keyNode, node(entry.getValue(), named ? "entry" : name, oneLine)));
    }
    return new MappingNode(Tag.MAP, tuples, oneLine ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  /** Whether a list is short enough to stand on one line. */
  static boolean oneLine(List<?> list) {
    return list.stream().noneMatch(Map.class::isInstance) && length(list) <= FLOW_LIST;
  }

  private static Node sequence(List<?> list, boolean flow) {
    boolean oneLine = flow || oneLine(list);
    return new SequenceNode(Tag.SEQ, list.stream().map(i -> node(i, ITEM, oneLine)).toList(), oneLine ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  /** How long this is on one line; more than any line when it is better not there. */
  private static int length(Object value) {
    if (value instanceof Plain plain) {
      return plain.word().length();
    } else if (value instanceof String text) {
      return SIMPLE.matcher(text).matches() ? text.length() + (NO_TEXT.matcher(text).matches() ? 2 : 0) : WIDTH + 1;
    } else if (value instanceof List<?> list) {
      return Math.min(WIDTH + 1, list.stream().mapToInt(i -> Math.min(WIDTH + 1, length(i) + 2)).sum());
    }
    int sum = 0;
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      boolean block = ALWAYS_BLOCK.contains((String) entry.getKey()) || entry.getValue() instanceof Map<?, ?> m && !m.isEmpty();
      sum = Math.min(WIDTH + 1, sum + ((String) entry.getKey()).length() + 4 + (block ? WIDTH : length(entry.getValue())));
    }
    return sum;
  }

  private static ScalarStyle style(String text, boolean flow) {
    if (HIDDEN.matcher(text).matches()) {
      return ScalarStyle.DOUBLE_QUOTED;
    } else if (text.indexOf('\n') >= 0) {
      return !flow && BLOCK.matcher(text).matches() ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    } else if (!flow && text.length() > WIDTH - 10 && text.equals(text.strip())) {
      return ScalarStyle.FOLDED;
    } else if (text.isEmpty() || NO_TEXT.matcher(text).matches() || NEEDS_QUOTES.matcher(text).matches()) {
      boolean escapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
      return escapes ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.DOUBLE_QUOTED;
    }
    return ScalarStyle.PLAIN;
  }

  /** Into memory. */
  private static final class Writer implements StreamDataWriter {
    private final StringBuilder out;

    Writer(StringBuilder out) {
      this.out = out;
    }

    @Override
    public void write(String text) {
      out.append(text);
    }

    @Override
    public void write(String text, int offset, int length) {
      out.append(text, offset, offset + length);
    }
  }
}
