// Each limit of the runtime: the last that is taken, and the first that is not.

import assert from 'node:assert/strict';
import { asking, drained, LPCM, plain, refused, TEXT, unzip, words, zip } from './line.mjs';

const invalid = (action, named) => refused('ValidationException', action, named, 400);
const of = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** A conversation in which something is wrong. */
async function wrong(opened, named, act = () => {}) {
  await refused('ValidationException', () => drained(opened, act), named);
}

const listening = (line) => line.fresh().converse('AUDIO', { disablePlayback: true });
const sound = (length, contentType = LPCM) => (c) => c.send({ AudioInputEvent: { contentType, audioChunk: new Uint8Array(length) } });
const put = (line, ...messages) => line.put({ sessionState: { dialogAction: { type: 'ElicitIntent' } }, messages });
const card = (imageResponseCard) => ({ contentType: 'ImageResponseCard', imageResponseCard });
const contexts = (line, ...activeContexts) => line.text('good morning', { sessionState: { activeContexts } });
const context = (name, timeToLiveInSeconds = 90, turnsToLive = 5, contextAttributes = {}) => ({
  name,
  timeToLive: { timeToLiveInSeconds, turnsToLive },
  contextAttributes,
});

function hints(line, count, phrase) {
  const Size = { runtimeHintValues: of(count, () => ({ phrase })) };
  return line.text('good morning', { sessionState: { runtimeHints: { slotHints: { OrderPizza: { Size } } } } });
}

export const limits = {
  async 'limit-text'(line) {
    await line.text('x'.repeat(1024));
    await invalid(() => line.text('x'.repeat(1025)), '1025');
    await invalid(() => line.text(' '), 'blank');
    await invalid(() => line.utterance(TEXT, TEXT, 'x'.repeat(1025)), '1025');
    await wrong(line.fresh().chat(), '1025', (c) => c.text('x'.repeat(1025)));
  },
  async 'limit-session-id'(line) {
    await line.of(`${line.sessionId}_:.-${'x'.repeat(96 - line.sessionId.length)}`).text('good morning');
    for (const id of ['x'.repeat(101), 'x', 'a/b']) await invalid(() => line.of(id).text('hi'), 'sessionId');
  },
  async 'limit-event-id'(line) {
    const caller = await line.chat();
    caller.text('good morning', 'e'.repeat(100));
    assert.equal(await caller.hear(), 'Good morning.');
    await caller.close();
    for (const id of ['e', 'e'.repeat(101), 'a+b']) await wrong(line.fresh().chat(), 'eventId', (c) => c.text('hi', id));
  },
  async 'limit-audio-chunk'(line) {
    const caller = await line.call('OrderPizza', 'Size');
    await caller.hear();
    const late = new Uint8Array(32_000);
    late.set(line.sounds.voice.subarray(0, 32_000));
    caller.send({ AudioInputEvent: { contentType: LPCM, audioChunk: late } });
    assert.equal((await caller.next('TranscriptEvent')).transcript, 'large');
    await caller.close();
    await wrong(listening(line), '32000', sound(32_002));
    await wrong(listening(line), 'two bytes', sound(321));
  },
  async 'limit-audio-format'(line) {
    for (const type of ['audio/lpcm; sample-rate=44100', 'audio/lpcm; channel-count=2', 'audio/lpcm; is-big-endian=true', 'video/mp4']) {
      await wrong(listening(line), 'contentType', sound(320, type));
    }
    await wrong(listening(line), 'same contentType', (c) => [sound(320), sound(320, 'audio/l16; rate=16000; channels=1')].forEach((send) => send(c)));
  },
  async 'limit-key'(line) {
    for (const inputCharacter of ['12', 'E', 'x', '']) {
      await wrong(listening(line), 'inputCharacter', (c) => c.send({ DTMFInputEvent: { inputCharacter } }));
    }
  },
  async 'limit-first-event'(line) {
    await wrong(line.fresh().converse('TEXT', null), 'first event');
    await wrong(line.fresh().chat(), 'one ConfigurationEvent', (c) => c.send({ ConfigurationEvent: { responseContentType: TEXT } }));
  },
  async 'limit-mode'(line) {
    await wrong(line.fresh().chat(), 'TEXT', (c) => c.keys('1'));
    await wrong(line.fresh().chat(), 'TEXT', sound(320));
    await wrong(listening(line), 'AUDIO', (c) => c.text('hi'));
  },
  'limit-welcome': (line) => wrong(line.fresh().converse('TEXT', { welcomeMessages: [plain('hi')] }), 'welcomeMessages'),
  async 'limit-messages'(line) {
    await put(line, ...of(10, (i) => plain(`m${i}`)));
    await invalid(() => put(line, ...of(11, (i) => plain(`m${i}`))), 'messages');
    await put(line, plain('x'.repeat(1024)));
    await invalid(() => put(line, plain('x'.repeat(1025))), '1024');
    await invalid(() => put(line, plain('')), 'content');
    await invalid(() => put(line, card({ title: 't'.repeat(251) })), 'title');
    await invalid(() => put(line, card({ title: 't', buttons: of(6, (i) => ({ text: `b${i}`, value: 'v' })) })), 'buttons');
  },
  async 'limit-contexts'(line) {
    await contexts(line, ...of(20, (i) => context(`c${i}`)));
    await invalid(() => contexts(line, ...of(21, (i) => context(`c${i}`))), 'activeContexts');
    await contexts(line, context('c'.repeat(100), 90, 5, { k: 'v'.repeat(1024) }));
    await invalid(() => contexts(line, context('c'.repeat(101))), 'name');
    await invalid(() => contexts(line, context('two words')), 'name');
    await invalid(() => contexts(line, context('c', 90, 5, { k: 'v'.repeat(1025) })), 'contextAttributes');
    await invalid(() => contexts(line, context('c', 90, 5, Object.fromEntries(of(11, (i) => [`k${i}`, 'v'])))), 'contextAttributes');
  },
  async 'limit-context-life'(line) {
    await contexts(line, context('least', 1, 1), context('most', 86_400, 20));
    for (const [seconds, turns] of [[-1, 5], [86_401, 5], [90, -1], [90, 21]]) await invalid(() => contexts(line, context('c', seconds, turns)), 'timeToLive');
  },
  async 'limit-hints'(line) {
    await hints(line, 100, 'x'.repeat(140));
    await invalid(() => hints(line, 101, 'huge'), 'phrases');
    await invalid(() => hints(line, 1, 'x'.repeat(141)), '140');
  },
  async 'limit-names'(line) {
    await invalid(() => line.text('hi', { sessionState: asking('NoSuchIntent', 'Size') }), 'NoSuchIntent');
    await invalid(() => line.text('hi', { sessionState: asking('OrderPizza', 'NoSuchSlot') }), 'NoSuchSlot');
    await invalid(() => line.text('hi', { sessionState: { dialogAction: { type: 'Juggle' } } }), 'dialogAction.type');
    await invalid(() => line.text('hi', { sessionState: { dialogAction: { type: 'ElicitSlot' } } }), 'slotToElicit');
    await wrong(line.fresh().converse('TEXT', { sessionState: asking('NoSuchIntent', 'Size') }), 'NoSuchIntent');
  },
  async 'limit-interpretations'(line) {
    assert.ok((await line.text('use the hook')).interpretations.length <= 5);
  },
  async 'limit-utterance'(line) {
    await line.text('order a pizza');
    const long = new Uint8Array(20 * 16_000);
    long.set(line.sounds.voice);
    assert.equal(unzip((await line.utterance(LPCM, TEXT, long)).messages)[0].content, 'Which toppings?');
    await invalid(() => line.utterance(LPCM, TEXT, new Uint8Array(61 * 16_000)), '60');
  },
  async 'limit-headers'(line) {
    const most = Array.from({ length: 8_000 }, (_, i) => String.fromCharCode(97 + ((i * i * 31 + (i % 97) * 17) % 26))).join('');
    const reply = await line.utterance(TEXT, TEXT, 'good morning', { sessionState: zip({ sessionAttributes: { k: most } }) });
    assert.equal(unzip(reply.sessionState).sessionAttributes.k, most);
    await refused('ValidationException', () => line.utterance(TEXT, TEXT, 'hi', { sessionState: 'A'.repeat(17_000) }), 'max-header-bytes', 431);
    assert.equal(words(await line.text('good morning')), 'Good morning.');
  },
  async 'limit-hook-answer'(line) {
    assert.match(words(await line.text('use the huge hook')), /That was too much\./);
  },
  async 'limit-response-type'(line) {
    for (const [type, named] of [['audio/flac', 'audio/mpeg'], ['audio/pcm; sample-rate=22050', '22050'], ['video/mp4', 'audio/mpeg']]) {
      await invalid(() => line.utterance(TEXT, type, 'hi'), named);
      await wrong(line.fresh().converse('AUDIO', { responseContentType: type }), named);
    }
  },
};
