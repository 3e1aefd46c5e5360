/**
 * YAML to definitions: a reader that keeps the place of every word and reports all mistakes of a text in one run. Read {@link
 * dev.parley.yaml.BotReader} first, then {@link dev.parley.yaml.BotGrammar}, from which the published JSON schema is made too.
 */
@NullMarked
package dev.parley.yaml;

import org.jspecify.annotations.NullMarked;
