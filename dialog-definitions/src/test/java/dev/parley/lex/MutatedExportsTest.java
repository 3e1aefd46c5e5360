package dev.parley.lex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.WithoutPlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** Whatever is in an export, there is a bot or a reason, never an exception; and a bot can always be written and sent back. */
class MutatedExportsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WORDS =
      List.of("", " ", "no", "AMAZON.Date", "AMAZON.Nothing", "{", "}", "{To}", "[a]", "[", "((a))", "\\", "\\{To}", "#a.b", "<a>", "InvokeDialogCodeHook", "StartIntent", "EvaluateConditional", "../..", "a b", "To",
          "\u0000", "\ud800", "\u2028", "x".repeat(3000), "fn.COUNT(", "(".repeat(2000), "[a-z", "a OR", "\n\n  x\n", "yes", "1e9", "FallbackIntent", "AMAZON.FallbackIntent", "AMAZON.HelpIntent");

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void anExportWithDamagedMembersNeverThrows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, byte[]> files = new TreeMap<>(Exports.everything());
    List<String> paths = new ArrayList<>(files.keySet());
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String path = paths.get(random.nextInt(paths.size()));
      JsonNode node = JSON.readTree(files.get(path));
      for (int j = 1 + random.nextInt(6); j > 0; j--) {
        damage(node, random);
      }
      files.put(path, JSON.writeValueAsBytes(node));
    }
    comesInOrSaysWhyNot(LexImport.files(files));
  }

  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void anExportWithDamagedBytesAndLostFilesNeverThrows(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, byte[]> files = new TreeMap<>(Exports.everything());
    for (String path : List.copyOf(files.keySet())) {
      if (random.nextInt(12) == 0) {
        files.remove(path);
      } else if (random.nextInt(12) == 0) {
        byte[] bytes = files.get(path).clone();
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        files.put(path, bytes);
      }
    }
    comesInOrSaysWhyNot(LexImport.files(files));
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aDamagedZipNeverThrows(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] zip = Exports.zip(Exports.small(Map.of()));
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      zip[random.nextInt(zip.length)] = (byte) random.nextInt();
    }
    comesInOrSaysWhyNot(LexImport.zip(zip));
  }

  @Property(tries = 200)
  void anyBytesNeverThrow(@ForAll @Size(max = 500) byte[] bytes) {
    comesInOrSaysWhyNot(LexImport.zip(bytes));
    comesInOrSaysWhyNot(LexImport.files(Map.of("Manifest.json", Exports.bytes(Exports.MANIFEST), "Bot.json", bytes, "BotLocale.json", bytes)));
  }

  private static void comesInOrSaysWhyNot(LexImport.Imported imported) {
    assertThat(imported.bot().isPresent()).isEqualTo(!imported.report().hasErrors());
    assertThat(imported.yaml().isPresent()).isEqualTo(imported.bot().isPresent());
    assertThat(imported.report().hasErrors() && imported.report().print().isEmpty()).isFalse();
    imported.bot().ifPresent(bot -> {
      LexImport.Imported back = LexImport.zip(LexExporter.export(bot).zip());
      assertThat(back.report().hasErrors()).as(back.report().print()).isFalse();
      BotReader.read(new SourceText("bot.yaml", imported.yaml().orElseThrow()))
          .value()
          .ifPresent(read -> assertThat(WithoutPlaces.of(read)).isEqualTo(WithoutPlaces.of(bot)));
    });
  }

  private static void damage(JsonNode node, Random random) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      JsonNode inner = object.get(name);
      if (inner.isContainerNode() && !inner.isEmpty() && random.nextInt(4) > 0) {
        damage(inner, random);
      } else if (random.nextInt(5) == 0) {
        object.remove(name);
      } else {
        object.set(name, other(random));
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      if (array.get(at).isContainerNode() && random.nextInt(4) > 0) {
        damage(array.get(at), random);
      } else {
        array.set(at, other(random));
      }
    }
  }

  private static JsonNode other(Random random) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (random.nextInt(8)) {
      case 0 -> factory.numberNode(random.nextInt(2000) - 1000);
      case 1 -> factory.numberNode(1e300);
      case 2 -> factory.booleanNode(random.nextBoolean());
      case 3 -> factory.objectNode().put("name", "other");
      case 4 -> factory.arrayNode().add("x").addNull();
      case 5 -> factory.nullNode();
      default -> factory.textNode(WORDS.get(random.nextInt(WORDS.size())));
    };
  }
}
