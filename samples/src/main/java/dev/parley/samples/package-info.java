/**
 * What the sample bots need besides their YAML: the code hooks that do their work. Read {@link dev.parley.samples.PaymentsHook}.
 */
@NullMarked
package dev.parley.samples;

import org.jspecify.annotations.NullMarked;
