package dev.parley.simulation;

/** What the feature store of a simulated conversation answers. The same question always has the same answer. */
@FunctionalInterface
public interface FeatureScript {

  /** The answer for this key of this group; secrets in the key are filled in. */
  ScriptedFeatures.Reply find(String group, String key);
}
