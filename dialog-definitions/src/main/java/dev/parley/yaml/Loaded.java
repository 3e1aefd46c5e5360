package dev.parley.yaml;

import dev.parley.diagnostic.Report;
import java.util.Optional;

/** What was read, and every mistake in it. The value is there only when there is no error. */
public record Loaded<T>(Optional<T> value, Report report) {}
