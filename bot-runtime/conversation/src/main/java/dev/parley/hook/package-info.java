/**
 * Code hooks in the JSON of Lex's Lambda functions, called over HTTP or in this process. Read {@link dev.parley.hook.HookClient}
 * first.
 */
@NullMarked
package dev.parley.hook;

import org.jspecify.annotations.NullMarked;
