// Each type of event, in both directions.

import assert from 'node:assert/strict';
import { asking, PCM, plain } from './line.mjs';

async function speaking(line) {
  const caller = await line.converse('AUDIO', { responseContentType: PCM, sessionState: asking('OrderPizza', 'Size') });
  await caller.hear(true);
  return caller;
}

async function ordering(line, playback = false) {
  const caller = await line.converse('TEXT', { disablePlayback: !playback });
  caller.text('order a pizza');
  await caller.hear();
  return caller;
}

export const events = {
  async 'configuration-event'(line) {
    const caller = await line.converse('TEXT', { disablePlayback: true, sessionState: asking('OrderPizza', 'Size'), requestAttributes: { r: 's' } });
    assert.equal(await caller.hear(), 'Which size?');
    caller.text('large');
    assert.deepEqual((await caller.next('IntentResultEvent')).requestAttributes, { r: 's' });
    await caller.close();
  },
  async 'configuration-welcome'(line) {
    const caller = await line.converse('TEXT', { sessionState: { dialogAction: { type: 'ElicitIntent' } }, welcomeMessages: [plain('Welcome, Ada.')] });
    assert.equal(await caller.hear(), 'Welcome, Ada.');
    await caller.close();
  },
  async 'configuration-disable-playback'(line) {
    const caller = await ordering(line);
    caller.text('large');
    await caller.hear();
    assert.ok(!caller.types().includes('PlaybackInterruptionEvent'));
    await caller.close();
  },
  async 'text-input-event'(line) {
    const caller = await line.chat();
    caller.text('good morning');
    assert.equal((await caller.next('TranscriptEvent')).transcript, 'good morning');
    assert.equal((await caller.next('IntentResultEvent')).inputMode, 'Text');
    await caller.close();
  },
  async 'audio-input-event'(line) {
    const caller = await line.call('OrderPizza', 'Size');
    assert.equal(await caller.hear(), 'Which size?');
    caller.say(line.sounds.voice);
    assert.equal((await caller.next('TranscriptEvent')).transcript, 'large');
    assert.equal((await caller.next('IntentResultEvent')).inputMode, 'Speech');
    assert.equal(await caller.hear(), 'Which toppings?');
    await caller.close();
  },
  async 'dtmf-input-event'(line) {
    const caller = await line.call('Dial', 'Code');
    await caller.hear();
    caller.keys('0123456789ABCD#');
    assert.equal((await caller.next('TranscriptEvent')).transcript, '0123456789ABCD');
    assert.equal((await caller.next('IntentResultEvent')).inputMode, 'DTMF');
    await caller.close();
  },
  async 'playback-completion-event'(line) {
    const caller = await ordering(line, true);
    caller.heard();
    caller.text('large');
    assert.equal(await caller.hear(), 'Which toppings?');
    assert.ok(!caller.types().includes('PlaybackInterruptionEvent'));
    await caller.close();
  },
  async 'disconnection-event'(line) {
    const caller = await ordering(line);
    caller.send({ DisconnectionEvent: {} });
    await caller.drain();
    await caller.close();
  },
  async 'half-close'(line) {
    const caller = await line.chat();
    caller.text('good morning');
    caller.end();
    assert.equal(await caller.hear(), 'Good morning.');
    await caller.drain();
  },
  async 'transcript-event'(line) {
    const caller = await line.call('Dial', 'Code');
    assert.equal(await caller.hear(), 'Which code?');
    assert.ok(!caller.types().includes('TranscriptEvent'));
    caller.keys('12#');
    assert.equal((await caller.next('TranscriptEvent')).transcript, '12');
    await caller.close();
  },
  async 'intent-result-event'(line) {
    const caller = await line.chat();
    caller.text('order a pizza');
    const result = await caller.next('IntentResultEvent');
    assert.equal(result.inputMode, 'Text');
    assert.equal(result.sessionId, line.sessionId);
    assert.equal(result.interpretations[0].intent.name, 'OrderPizza');
    assert.equal(result.sessionState.dialogAction.slotToElicit, 'Size');
    assert.equal(result.recognizedBotMember.botId, 'CONFORMANC');
    await caller.close();
  },
  async 'text-response-event'(line) {
    const caller = await line.chat();
    caller.text('order a pizza');
    assert.deepEqual((await caller.next('TextResponseEvent')).messages, [plain('Which size?')]);
    await caller.close();
  },
  async 'audio-response-event'(line) {
    for (const type of [PCM, 'audio/mpeg', 'audio/ogg']) {
      const caller = await line.of(`${line.sessionId}.${type.slice(6)}`).converse('AUDIO', { responseContentType: type, sessionState: asking('Dial', 'Code') });
      const first = await caller.next('AudioResponseEvent');
      assert.equal(first.contentType, type);
      assert.ok(first.audioChunk.length > 0);
      assert.equal((await caller.next('AudioResponseEvent', (a) => !a.audioChunk)).contentType, type);
      await caller.close();
    }
  },
  async 'playback-interruption-text'(line) {
    const caller = await ordering(line, true);
    caller.text('large', 'text-2');
    const cut = await caller.next('PlaybackInterruptionEvent');
    assert.equal(cut.eventReason, 'TEXT_DETECTED');
    assert.equal(cut.causedByEventId, 'text-2');
    await caller.close();
  },
  async 'playback-interruption-keys'(line) {
    const caller = await speaking(line);
    caller.keys('1', 'key-1');
    const cut = await caller.next('PlaybackInterruptionEvent');
    assert.equal(cut.eventReason, 'DTMF_START_DETECTED');
    assert.equal(cut.causedByEventId, 'key-1');
    await caller.close();
  },
  async 'playback-interruption-voice'(line) {
    const caller = await speaking(line);
    caller.say(line.sounds.voice);
    assert.equal((await caller.next('PlaybackInterruptionEvent')).eventReason, 'VOICE_START_DETECTED');
    assert.equal((await caller.next('TranscriptEvent')).transcript, 'large');
    await caller.close();
  },
  async 'heartbeat-event'(line) {
    const caller = await line.chat();
    assert.match((await caller.next('HeartbeatEvent')).eventId, /^RESPONSE-\d+$/);
    await caller.close();
  },
  async 'event-order'(line) {
    const caller = await speaking(line);
    const before = caller.seen.length;
    caller.keys('1#');
    await caller.next('PlaybackInterruptionEvent');
    await caller.hear(true);
    assert.deepEqual([...new Set(caller.types().slice(before))], ['PlaybackInterruptionEvent', 'TranscriptEvent', 'IntentResultEvent', 'TextResponseEvent', 'AudioResponseEvent']);
    await caller.close();
  },
  async 'event-ids'(line) {
    const caller = await line.chat();
    caller.text('order a pizza');
    const ids = [];
    for (const type of ['TranscriptEvent', 'IntentResultEvent', 'TextResponseEvent']) ids.push((await caller.next(type)).eventId);
    const numbers = ids.map((id) => Number(id.match(/^RESPONSE-(\d+)$/)[1]));
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
    await caller.close();
  },
};
