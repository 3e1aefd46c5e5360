/**
 * Whether Parley does what Amazon Lex V2 does: every operation, event, exception and limit of the runtime API, by the official SDKs
 * alone. Read {@link dev.parley.conformance.Catalogue} first.
 */
@NullMarked
package dev.parley.conformance;

import org.jspecify.annotations.NullMarked;
