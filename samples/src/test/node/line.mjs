// One feature's way to the server: the SDK's client on a transport, and a session that is the feature's own.

import assert from 'node:assert/strict';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteSessionCommand,
  GetSessionCommand,
  PutSessionCommand,
  RecognizeTextCommand,
  RecognizeUtteranceCommand,
  StartConversationCommand,
} from '@aws-sdk/client-lex-runtime-v2';

export const TEXT = 'text/plain; charset=utf-8';
export const PCM = 'audio/pcm';
export const LPCM = 'audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false';

const BOT = { botId: 'CONFORMANC', botAliasId: 'TSTALIASID', localeId: 'en_US' };
const PATIENCE_MS = 90_000;

let fresh = 0;

export class Line {
  constructor(clients, sounds, sessionId) {
    Object.assign(this, { clients, sounds, sessionId });
  }

  of(sessionId) {
    return new Line(this.clients, this.sounds, sessionId);
  }

  /** With a session that nobody has used: one whose stream has just failed may not be free yet. */
  fresh() {
    return this.of(`${this.sessionId}.${++fresh}`);
  }

  #send(Command, input, client = this.clients.own) {
    return client.send(new Command({ ...BOT, sessionId: this.sessionId, ...input }));
  }

  text(text, more = {}, client) {
    return this.#send(RecognizeTextCommand, { text, ...more }, client);
  }

  async utterance(requestContentType, responseContentType, inputStream, more = {}) {
    const reply = await this.#send(RecognizeUtteranceCommand, { requestContentType, responseContentType, inputStream, ...more });
    return { ...reply, sound: await reply.audioStream.transformToByteArray() };
  }

  get() {
    return this.#send(GetSessionCommand, {});
  }

  async put(input) {
    const reply = await this.#send(PutSessionCommand, input);
    return { ...reply, sound: reply.audioStream ? await reply.audioStream.transformToByteArray() : new Uint8Array() };
  }

  delete() {
    return this.#send(DeleteSessionCommand, {});
  }

  /** A conversation; configuration null = without its first event. */
  async converse(conversationMode, configuration = {}, more = {}, client) {
    const caller = new Caller();
    if (configuration) caller.send({ ConfigurationEvent: { responseContentType: TEXT, ...configuration } });
    else caller.send({ TextInputEvent: { text: 'hi' } });
    try {
      const reply = await this.#send(StartConversationCommand, { conversationMode, requestEventStream: caller.outbox(), ...more }, client);
      caller.listen(reply.responseEventStream);
      return caller;
    } catch (error) {
      // Whoever leaves their side open is reset after a while, and this SDK takes that for the end of the program.
      caller.end();
      throw error;
    }
  }

  /** A conversation in text, in which the bot does not wait for its prompts to be played. */
  chat() {
    return this.converse('TEXT', { disablePlayback: true });
  }

  /** A conversation of sound and keys that is answered in text, and asks for this slot first. */
  call(intent, slot, attributes) {
    return this.converse('AUDIO', { disablePlayback: true, sessionState: asking(intent, slot, attributes) });
  }
}

/** A session in which this slot is asked. */
export function asking(name, slotToElicit, sessionAttributes) {
  return { dialogAction: { type: 'ElicitSlot', slotToElicit }, intent: { name, state: 'InProgress' }, ...(sessionAttributes && { sessionAttributes }) };
}

export const words = (reply) => reply.messages.map((m) => m.content).join(' ');
export const zip = (json) => gzipSync(JSON.stringify(json)).toString('base64');
export const unzip = (header) => JSON.parse(gunzipSync(Buffer.from(header, 'base64')).toString());
export const plain = (content) => ({ contentType: 'PlainText', content });

/** The error that must come, of this type. */
export async function refused(name, action, message = '', status) {
  const error = await Promise.resolve().then(action).then(() => undefined, (thrown) => thrown);
  assert.equal(error?.name, name, `expected ${name}, but it was ${error?.stack}`);
  assert.ok(error.message.includes(message), `'${error.message}' does not say '${message}'`);
  if (status) assert.equal(error.$metadata.httpStatusCode, status);
  return error;
}

/** Does something in a conversation, and waits for its end; throws what ends it, be it at its very beginning. */
export async function drained(opened, act = () => {}) {
  const caller = await opened;
  try {
    act(caller);
    await caller.drain();
  } finally {
    caller.end();
  }
}

/** Somebody in a conversation: sends events, and waits for the answers in order. */
export class Caller {
  seen = [];
  #queue = [];
  #ended = false;
  #wake = () => {};
  #answers;
  #microphone;
  #toSay = [];

  send(event) {
    this.#queue.push(event);
    this.#wake();
  }

  text(text, eventId = 'text-1') {
    this.send({ TextInputEvent: { text, eventId } });
  }

  keys(keys, eventId) {
    for (const inputCharacter of keys) this.send({ DTMFInputEvent: { inputCharacter, ...(eventId && { eventId }) } });
  }

  heard() {
    this.send({ PlaybackCompletionEvent: {} });
  }

  /** Opens the microphone, and says this; silence before and after it, as a microphone sends it. */
  say(sound) {
    for (let from = 0; from < sound.length; from += 320) this.#toSay.push(sound.subarray(from, from + 320));
    this.#microphone ??= setInterval(() => {
      this.send({ AudioInputEvent: { contentType: LPCM, audioChunk: this.#toSay.shift() ?? new Uint8Array(320) } });
    }, 20);
  }

  listen(stream) {
    this.#answers = stream[Symbol.asyncIterator]();
  }

  /** The next event of this type that fits; undefined at the end. */
  async next(type, fits = () => true) {
    for (;;) {
      const { value, done } = await within(this.#answers.next(), () => `${type} after ${JSON.stringify(this.seen)}`);
      if (done) throw new Error(`the stream ended before ${type}; seen ${JSON.stringify(this.seen)}`);
      const [name] = Object.keys(value);
      if (name !== 'HeartbeatEvent' && !(name === 'AudioResponseEvent' && this.seen.at(-1)?.[0] === name)) this.seen.push([name, value[name].transcript ?? value[name].messages]);
      if (name === 'IntentResultEvent') this.last = value[name];
      if (name === type && fits(value[name])) return value[name];
    }
  }

  /** The bot's next words; with sound, when its last sound came. */
  async hear(sound = false) {
    const said = words(await this.next('TextResponseEvent'));
    if (sound) await this.next('AudioResponseEvent', (a) => !a.audioChunk);
    return said;
  }

  types() {
    return this.seen.map(([name]) => name);
  }

  /** Whatever comes until the stream ends; throws what ends it. */
  async drain() {
    while (!(await within(this.#answers.next(), () => 'the end')).done);
  }

  /** Ends our side. */
  end() {
    clearInterval(this.#microphone);
    this.#ended = true;
    this.#wake();
  }

  async close() {
    this.end();
    await this.drain().catch(() => {});
  }

  outbox() {
    const next = async () => {
      while (this.#queue.length === 0 && !this.#ended) await new Promise((resolve) => (this.#wake = resolve));
      return this.#queue.length > 0 ? { value: this.#queue.shift(), done: false } : { value: undefined, done: true };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }
}

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`nothing came in time: ${what()}`)), PATIENCE_MS)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
