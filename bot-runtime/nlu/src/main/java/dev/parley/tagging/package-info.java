/**
 * Slots in sentences: a tagger for each intent, trained on its samples filled with values. Pure.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.tagging;
