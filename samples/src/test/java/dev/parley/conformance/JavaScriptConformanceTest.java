package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.samples.NodePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The unmodified AWS SDK for JavaScript meets the features that the table says it does, on every line: one program tries them all. */
@Tag("peers")
class JavaScriptConformanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final ConformanceServers SERVERS = new ConformanceServers();

  @TestFactory
  List<DynamicContainer> everyFeatureIsAsTheTableSays() throws IOException, InterruptedException {
    NodePrograms.install();
    NodePrograms.copy(Path.of("src", "test", "node"));
    Path plan = Files.writeString(NodePrograms.INSTALLED.resolve("conformance.json"), plan().toString());
    Map<String, List<DynamicTest>> tests = new LinkedHashMap<>();
    List<Feature> features = Catalogue.features().stream().filter(Feature::inJavaScript).toList();
    features.forEach(f -> tests.put(f.id(), new ArrayList<>()));
    for (String said : NodePrograms.run("node", "conformance.mjs", plan.getFileName().toString())) {
      if (said.startsWith("{")) {
        JsonNode result = JSON.readTree(said);
        tests.computeIfAbsent(result.path("feature").asText(), id -> new ArrayList<>())
            .add(DynamicTest.dynamicTest(result.path("line").asText(), () -> assertThat(result.path("error").asText("")).isEmpty()));
      }
    }
    for (Feature feature : features) {
      int lines = SERVERS.addresses(feature.linesInJavaScript()).size();
      assertThat(tests.get(feature.id())).as("the lines on which %s was tried", feature.id()).hasSize(lines);
    }
    return tests.entrySet().stream().map(t -> DynamicContainer.dynamicContainer(t.getKey(), t.getValue())).toList();
  }

  private static ObjectNode plan() {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("folder", SERVERS.folder().toString());
    plan.put("key", ConformanceServers.KEY).put("guest", ConformanceServers.GUEST).put("secret", ConformanceServers.SECRET);
    ObjectNode lines = plan.putObject("lines");
    for (Feature.Lines where : Feature.Lines.values()) {
      ObjectNode addresses = lines.putObject(where.name());
      SERVERS.addresses(where).forEach((name, address) -> addresses.put(name, address.toString()));
    }
    Catalogue.features().stream().filter(Feature::inJavaScript)
        .forEach(f -> plan.withArray("features").addObject().put("id", f.id()).put("lines", f.linesInJavaScript().name()));
    return plan;
  }
}
