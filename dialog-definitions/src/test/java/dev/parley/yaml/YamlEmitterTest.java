package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever texts a tree holds, it is read as it was written. */
class YamlEmitterTest {

  private static final List<String> PIECES =
      List.of("no", "yes", "12", "null", "~", ": ", " #", "- ", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "'", "\"", "\\", "%", "@", "`", "?", "\n", "\n\n", "\n ", " \n", "\t",
          " ", "  ", "a", "word", "Größe", "호텔", "\ud83d\ude00", "\u00a0", "\u2028", "\u0085", "\u0007", "\ufeff", "{Slot}", "[attribute]", "a long row of words that goes on and on until a line is full and then some more ", "x".repeat(120));

  @Property(tries = 600)
  void aTreeIsReadAsItWasWritten(@ForAll("trees") Map<String, Object> tree) {
    String written = YamlEmitter.write(tree, List.of("a comment", ""));
    assertThat(YamlTree.read(written)).as(written).isEqualTo(tree);
    assertThat(written).doesNotContainPattern("(?md)^ +$");
  }

  /** Such a separator ends a line for Java's patterns, not for YAML: the spaces beside it are part of the text. */
  @Example
  void spacesBesideSeparatorsOfUnicodeStay() {
    for (String separator : List.of("\u2028", "\u2029", "\u0085")) {
      Map<String, Object> tree = Map.of("say", separator + "   " + separator, "messages", List.of("   " + separator, separator + "  "));
      assertThat(YamlTree.read(YamlEmitter.write(tree, List.of()))).isEqualTo(tree);
    }
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    Arbitrary<String> texts = Arbitraries.oneOf(Arbitraries.of(PIECES).list().ofMaxSize(6).map(p -> String.join("", p)), Arbitraries.strings().filter(YamlEmitterTest::printable));
    Arbitrary<String> keys = Arbitraries.of("say", "intents", "slots", "set", "messages", "retry", "Name", "No", "on", "12", "a b", "locales");
    Arbitrary<Object> leaf = texts.map(t -> (Object) t);
    Arbitrary<Object> tree =
        Arbitraries.lazyOf(
            () -> leaf, () -> leaf,
            () -> leaf.list().ofMaxSize(4).map(l -> (Object) l),
            () -> mapping(keys, nested(keys, leaf)).map(m -> (Object) m),
            () -> nested(keys, leaf).list().ofMaxSize(3).map(l -> (Object) l));
    return mapping(keys, tree).filter(m -> !m.isEmpty());
  }

  private static Arbitrary<Object> nested(Arbitrary<String> keys, Arbitrary<Object> leaf) {
    return Arbitraries.oneOf(leaf, leaf.list().ofMaxSize(3).map(l -> (Object) l), mapping(keys, leaf).map(m -> (Object) m));
  }

  private static Arbitrary<Map<String, Object>> mapping(Arbitrary<String> keys, Arbitrary<Object> values) {
    return Arbitraries.maps(keys, values).ofMaxSize(4).map(LinkedHashMap::new);
  }

  /** YAML has no form for half of a character. */
  private static boolean printable(String text) {
    List<Integer> halves = new ArrayList<>();
    text.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE).forEach(halves::add);
    return halves.isEmpty();
  }
}
