/**
 * Twilio as a channel: a voice web-hook answers with TwiML, a media socket carries the call. Everything network-like is the
 * server's; here are a codec, the book-keeping of what the caller has really heard, and the rules of when a call ends. Read
 * {@link dev.parley.twilio.CallLeg} first.
 */
@NullMarked
package dev.parley.twilio;

import org.jspecify.annotations.NullMarked;
