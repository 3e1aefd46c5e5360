package dev.parley.yaml;

import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.WaitAndContinue;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.Map;
import java.util.Optional;

/**
 * What the pieces of a locale take from it.
 *
 * @param responses reads words, and knows the named prompts
 * @param hook the hook that is meant where none is named
 * @param hold how callers may wait wherever they are asked something
 * @param slotTypes the locale's own slot types
 */
record LocaleScope(
    Report report,
    ResponseReader responses,
    Optional<YamlScalar> hook,
    Optional<WaitAndContinue> hold,
    Map<String, SlotTypeDefinition> slotTypes) {}
