/**
 * A fake Twilio: it calls a server as Twilio would, on loopback, plays a caller from a script, buffers what the bot says as
 * Twilio does, and writes down what happened. Part of the product, for trying a bot and for testing one. Read {@link
 * dev.parley.twilio.fake.FakeTwilio} first, then {@link dev.parley.twilio.fake.FakeCall}.
 */
@NullMarked
package dev.parley.twilio.fake;

import org.jspecify.annotations.NullMarked;
