package dev.parley.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The feature groups that are kept, each with its versions. A group may get features, and other words and times to live; a key, an
 * event time or a feature of another type is refused, since what is kept would not be what is read. Thread-safe.
 */
public final class FeatureGroups {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Older versions are dropped: a definition that two bots write differently makes one at each start. */
  private static final int MAX_VERSIONS = 100;

  private final GroupStore store;
  private final Map<String, List<Version>> versions = new HashMap<>();
  private volatile Map<String, FeatureGroup> groups = Map.of();

  /**
   * A version of a group.
   *
   * @param number from 1
   * @param definedAt when it was first seen
   */
  public record Version(int number, Instant definedAt, FeatureGroup group) {}

  /** Reads what is kept; throws {@link IllegalStateException} when it cannot be read. */
  FeatureGroups(GroupStore store) {
    this.store = store;
    Map<String, FeatureGroup> read = new LinkedHashMap<>();
    store.all().forEach((name, text) -> {
      List<Version> all = read(name, text);
      versions.put(name, all);
      read.put(name, all.get(all.size() - 1).group());
    });
    groups = Map.copyOf(read);
  }

  private static List<Version> read(String name, String text) {
    List<Version> all = new ArrayList<>();
    try {
      for (JsonNode version : JSON.readTree(text)) {
        all.add(new Version(version.path("version").asInt(), Instant.parse(version.path("definedAt").asText()), group(name, version.path("group"))));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the feature store keeps of group `" + name + "` is no JSON", e);
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("the feature store keeps no version of group `" + name + "`");
    }
    return all;
  }

  private static FeatureGroup group(String name, JsonNode definition) {
    Report report = new Report();
    Optional<FeatureGroup> read = FeatureGroupReader.read(name, new SourceText("the feature store's group " + name, definition.toString()), report);
    return read.orElseThrow(() -> new IllegalStateException(
        "what the feature store keeps of group `" + name + "` cannot be read: " + TextReportPrinter.print(report)));
  }

  /** All, by name, as they are now. */
  public Map<String, FeatureGroup> all() {
    return groups;
  }

  /** The group of this name; throws {@link IllegalArgumentException} when there is none. */
  public FeatureGroup require(String name) {
    FeatureGroup group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException(
          "there is no feature group '" + name + "'" + DidYouMean.help(name, groups.keySet()).map(h -> "; " + h).orElse(""));
    }
    return group;
  }

  /** The versions of a group, oldest first; empty when there is no such group. */
  public synchronized List<Version> versions(String name) {
    return List.copyOf(versions.getOrDefault(name, List.of()));
  }

  /**
   * Takes groups. Of one that is here already it takes what is new, so that versions of a bot can be served side by side.
   *
   * @return for each group that contradicts what is here, why, by its name: it stays as it was
   */
  public synchronized Map<String, List<String>> define(Collection<FeatureGroup> more, Instant now) {
    Map<String, FeatureGroup> next = new LinkedHashMap<>(groups);
    Map<String, List<String>> unfit = new LinkedHashMap<>();
    for (FeatureGroup group : more) {
      FeatureGroup here = next.get(group.name());
      List<String> reasons = here == null ? List.of() : here.contradictions(group);
      if (!reasons.isEmpty()) {
        unfit.put(group.name(), reasons);
        continue;
      }
      FeatureGroup evolved = here == null ? group : here.evolved(group);
      keep(here, evolved, now);
      next.put(group.name(), evolved);
    }
    groups = Map.copyOf(next);
    return unfit;
  }

  private void keep(@Nullable FeatureGroup before, FeatureGroup group, Instant now) {
    if (before != null && FeatureGroupWriter.json(before).equals(FeatureGroupWriter.json(group))) {
      return;
    }
    List<Version> all = versions.computeIfAbsent(group.name(), n -> new ArrayList<>());
    int number = all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1;
    all.add(new Version(number, now, group));
    if (all.size() > MAX_VERSIONS) {
      all.remove(0);
    }
    ArrayNode json = JSON.createArrayNode();
    all.forEach(v -> json.addObject().put("version", v.number()).put("definedAt", v.definedAt().toString()).set("group", FeatureGroupWriter.json(v.group())));
    store.put(group.name(), json.toString());
  }
}
