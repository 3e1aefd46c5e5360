package dev.parley.versions;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A bot in a store.
 *
 * @param name the same in each version
 * @param id the same in each version
 * @param versions by their numbers; never empty
 * @param aliases in the order in which they were made
 */
public record PublishedBot(String name, String id, NavigableMap<Integer, BotVersion> versions, List<PublishedAlias> aliases) {

  public PublishedBot {
    versions = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
    aliases = List.copyOf(aliases);
  }

  /** The alias with this name or id. */
  public Optional<PublishedAlias> alias(String nameOrId) {
    return aliases.stream().filter(a -> a.name().equals(nameOrId) || a.id().equals(nameOrId)).findFirst();
  }

  /** Names of the aliases that point to a version. */
  public List<String> aliasesOf(int version) {
    return aliases.stream().filter(a -> a.version() == version).map(PublishedAlias::name).toList();
  }
}
