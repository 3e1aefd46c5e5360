package dev.parley.simulation;

/**
 * Where a conversation parts from what its test expects, for the transcript.
 *
 * @param happening which of all happenings is not as expected, or before which one something is missing
 * @param missing whether something is missing there
 * @param wanted what was expected, and where that is written
 */
record Mismatch(int happening, boolean missing, String wanted) {}
