// The six operations, and what they take and give.

import assert from 'node:assert/strict';
import { asking, LPCM, PCM, plain, refused, TEXT, unzip, words, zip } from './line.mjs';

async function speech(line, type, sound) {
  await line.text('order a pizza');
  const reply = await line.utterance(type, TEXT, sound);
  assert.equal(reply.inputMode, 'Speech');
  assert.equal(unzip(reply.inputTranscript), 'large');
  assert.equal(unzip(reply.messages)[0].content, 'Which toppings?');
}

export const operations = {
  async 'recognize-text'(line) {
    const asked = await line.text('order a pizza');
    assert.equal(words(asked), 'Which size?');
    assert.equal(asked.messages[0].contentType, 'PlainText');
    assert.equal(asked.sessionId, line.sessionId);
    assert.equal(asked.sessionState.dialogAction.type, 'ElicitSlot');
    assert.equal(asked.interpretations[0].intent.name, 'OrderPizza');
    assert.equal(asked.recognizedBotMember.botName, 'Conformance');
    assert.ok(asked.$metadata.requestId);
  },
  async 'recognize-utterance-text'(line) {
    const reply = await line.utterance(TEXT, TEXT, 'order a pizza');
    assert.equal(reply.inputMode, 'Text');
    assert.equal(reply.contentType, TEXT);
    assert.equal(unzip(reply.inputTranscript), 'order a pizza');
    assert.deepEqual(unzip(reply.messages), [plain('Which size?')]);
    assert.equal(unzip(reply.interpretations)[0].intent.name, 'OrderPizza');
    assert.equal(reply.sound.length, 0);
  },
  async 'recognize-utterance-headers'(line) {
    const reply = await line.utterance(TEXT, TEXT, 'good morning', {
      sessionState: zip({ sessionAttributes: { k: 'v' } }),
      requestAttributes: zip({ r: 's' }),
    });
    assert.deepEqual(unzip(reply.sessionState).sessionAttributes, { k: 'v' });
    assert.deepEqual(unzip(reply.requestAttributes), { r: 's' });
  },
  'recognize-utterance-lpcm': (line) => speech(line, LPCM, line.sounds.voice),
  'recognize-utterance-l16': (line) => speech(line, 'audio/l16; rate=16000; channels=1', line.sounds.wide),
  'recognize-utterance-x-l16': (line) => speech(line, 'audio/x-l16; sample-rate=16000; channel-count=1', line.sounds.wide),
  async 'recognize-utterance-opus'(line) {
    const opus = 'audio/x-cbr-opus-with-preamble;preamble-size=0;bit-rate=256000;frame-size-milliseconds=4';
    await speech(line, opus, line.sounds.opus);
    await refused('ValidationException', () => line.utterance(opus, TEXT, new Uint8Array(129)), 'no whole packets of 128', 400);
  },
  async 'recognize-utterance-keys'(line) {
    await line.text('dial a code');
    const reply = await line.utterance(LPCM, TEXT, line.sounds.keys);
    assert.equal(reply.inputMode, 'DTMF');
    assert.equal(unzip(reply.inputTranscript), '4711');
    assert.equal(unzip(reply.messages)[0].content, 'Code 4 7 1 1.');
  },
  async 'recognize-utterance-pcm-out'(line) {
    const reply = await line.utterance(TEXT, PCM, 'order a pizza');
    assert.equal(reply.contentType, PCM);
    assert.ok(reply.sound.length > 0);
  },
  async 'recognize-utterance-mpeg-out'(line) {
    const reply = await line.utterance(TEXT, 'audio/*', 'order a pizza');
    assert.equal(reply.contentType, 'audio/mpeg');
    assert.equal(reply.sound[0], 0xff);
  },
  async 'recognize-utterance-ogg-out'(line) {
    const reply = await line.utterance(TEXT, 'audio/ogg', 'order a pizza');
    assert.equal(reply.contentType, 'audio/ogg');
    assert.equal(Buffer.from(reply.sound.subarray(0, 4)).toString(), 'OggS');
  },
  async 'get-session'(line) {
    await line.text('order a pizza');
    const session = await line.get();
    assert.equal(session.sessionState.dialogAction.slotToElicit, 'Size');
    assert.equal(session.interpretations[0].intent.name, 'OrderPizza');
    assert.equal(words(session), 'Which size?');
  },
  async 'put-session'(line) {
    const put = await line.put({ sessionState: asking('OrderPizza', 'Size') });
    assert.equal(unzip(put.messages)[0].content, 'Which size?');
    assert.equal(put.sessionId, line.sessionId);
    assert.equal(words(await line.text('large')), 'Which toppings?');
  },
  async 'put-session-messages'(line) {
    const put = await line.put({ sessionState: { dialogAction: { type: 'ElicitIntent' } }, messages: [plain('Welcome back, Ada.')] });
    assert.deepEqual(unzip(put.messages), [plain('Welcome back, Ada.')]);
    const none = await line.put({ sessionState: { dialogAction: { type: 'None' }, sessionAttributes: { k: 'v' } } });
    assert.deepEqual(unzip(none.messages), []);
    assert.equal((await line.get()).sessionState.sessionAttributes.k, 'v');
  },
  async 'put-session-sound'(line) {
    const put = await line.put({ responseContentType: PCM, sessionState: asking('OrderPizza', 'Size') });
    assert.equal(put.contentType, PCM);
    assert.ok(put.sound.length > 0);
  },
  async 'delete-session'(line) {
    await line.text('order a pizza');
    const deleted = await line.delete();
    assert.equal(deleted.botId, 'CONFORMANC');
    assert.equal(deleted.sessionId, line.sessionId);
    await refused('ResourceNotFoundException', () => line.get(), line.sessionId, 404);
  },
  async 'start-conversation-text'(line) {
    const caller = await line.chat();
    caller.text('order a pizza');
    assert.equal(await caller.hear(), 'Which size?');
    caller.text('large');
    assert.equal(await caller.hear(), 'Which toppings?');
    await caller.close();
  },
  async 'start-conversation-audio'(line) {
    const caller = await line.converse('AUDIO', { responseContentType: PCM, sessionState: asking('Dial', 'Code') });
    assert.equal(await caller.hear(true), 'Which code?');
    caller.heard();
    caller.keys('4711#');
    assert.equal(await caller.hear(true), 'Code 4 7 1 1.');
    await caller.close();
  },
  async 'one-session'(line) {
    await line.text('order a pizza');
    assert.equal(unzip((await line.utterance(TEXT, TEXT, 'large')).messages)[0].content, 'Which toppings?');
    const caller = await line.chat();
    caller.text('ham and olives');
    assert.equal(await caller.hear(), 'Which house number?');
    await caller.close();
    assert.ok((await line.get()).sessionState.intent.slots.Toppings);
  },
  async 'bot-id'(line) {
    const named = await line.text('good morning', { botId: 'Conformance' });
    assert.equal(words(named), 'Good morning.');
    assert.equal(named.recognizedBotMember.botId, 'CONFORMANC');
  },
};
