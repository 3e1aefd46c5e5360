// What happens between events: waiting, interrupting, silence, keys, hooks.

import assert from 'node:assert/strict';
import { asking, words } from './line.mjs';

async function dialling(line, attribute, value) {
  const caller = await line.call('Dial', 'Code', { [attribute]: value });
  assert.equal(await caller.hear(), 'Which code?');
  return caller;
}

async function entry(line, attribute, value, keys, transcript) {
  const caller = await dialling(line, attribute, value);
  caller.keys(keys);
  assert.equal((await caller.next('TranscriptEvent')).transcript, transcript);
  await caller.close();
}

async function waiting(line) {
  const caller = await line.chat();
  caller.text('order a pizza');
  await caller.hear();
  caller.text('hold on a second');
  assert.equal(await caller.hear(), 'Take your time.');
  return caller;
}

export const dialogs = {
  async 'wait-and-continue'(line) {
    const caller = await waiting(line);
    assert.equal(caller.last.sessionState.intent.state, 'Waiting');
    assert.equal(caller.last.sessionState.dialogAction.slotToElicit, 'Size');
    caller.text("I'm back");
    await caller.next('IntentResultEvent', (r) => r.sessionState.intent.state === 'InProgress');
    assert.match(await caller.hear(), /Welcome back/);
    caller.text('large');
    assert.equal(await caller.hear(), 'Which toppings?');
    await caller.close();
  },
  async 'still-waiting'(line) {
    const caller = await waiting(line);
    const before = caller.seen.length;
    assert.equal(await caller.hear(), 'I am still here.');
    assert.ok(!caller.types().slice(before).includes('TranscriptEvent'));
    await caller.close();
  },
  async 'no-input'(line) {
    const caller = await dialling(line, 'x-amz-lex:audio:start-timeout-ms:*:*', '50');
    assert.equal(await caller.hear(), 'Are you there?');
    assert.ok(!caller.types().includes('TranscriptEvent'));
    await caller.close();
  },
  async 'text-start-timeout'(line) {
    const sessionState = asking('Dial', 'Code', { 'x-amz-lex:text:start-timeout-ms:Dial:Code': '50' });
    const caller = await line.converse('TEXT', { disablePlayback: true, sessionState });
    assert.equal(await caller.hear(), 'Which code?');
    assert.equal(await caller.hear(), 'Are you there?');
    await caller.close();
  },
  async retries(line) {
    await line.text('order a pizza');
    for (const words_ of ['Small or large?', 'Small or large?', 'I did not get that.']) assert.equal(words(await line.text('the moon')), words_);
  },
  async 'no-interruption'(line) {
    const caller = await line.converse('AUDIO', { sessionState: asking('ReadNotice', 'Agreed') });
    assert.match(await caller.hear(), /heard whole/);
    caller.keys('12#');
    caller.heard();
    caller.keys('9#');
    await caller.next('TranscriptEvent');
    assert.ok(!caller.types().includes('PlaybackInterruptionEvent'));
    await caller.close();
  },
  async 'no-interruption-attribute'(line) {
    const sessionState = asking('Dial', 'Code', { 'x-amz-lex:allow-interrupt:*:*': 'false' });
    const caller = await line.converse('AUDIO', { sessionState });
    await caller.hear();
    caller.keys('1');
    caller.heard();
    caller.keys('4711#');
    await caller.next('TranscriptEvent');
    assert.ok(!caller.types().includes('PlaybackInterruptionEvent'));
    await caller.close();
  },
  'dtmf-end': (line) => entry(line, 'x-amz-lex:dtmf:end-character:*:*', 'D', '47D', '47'),
  async 'dtmf-deletion'(line) {
    const caller = await dialling(line, 'x-amz-lex:dtmf:deletion-character:*:*', 'C');
    caller.keys('47C');
    assert.equal(await caller.hear(), 'The code please.');
    await caller.close();
  },
  'dtmf-max-length': (line) => entry(line, 'x-amz-lex:dtmf:max-length:*:*', '3', '471', '471'),
  'dtmf-end-timeout': (line) => entry(line, 'x-amz-lex:dtmf:end-timeout-ms:Dial:Code', '50', '4', '4'),
  async 'dtmf-not-allowed'(line) {
    const caller = await line.call('OrderPizza', 'Size', { 'x-amz-lex:allow-dtmf-input:*:*': 'false' });
    await caller.hear();
    caller.keys('1#');
    caller.say(line.sounds.voice);
    assert.equal((await caller.next('TranscriptEvent')).transcript, 'large');
    await caller.close();
  },
  async 'hook-event'(line) {
    await line.text('ask the hook');
    const told = (await line.get()).sessionState.sessionAttributes;
    assert.equal(told['told-messageVersionDialogCodeHook'], '1.0');
    assert.equal(told['told-inputTranscriptDialogCodeHook'], 'ask the hook');
    assert.equal(told['told-sessionIdDialogCodeHook'], line.sessionId);
  },
  async 'hook-answer'(line) {
    await line.text('ask the hook');
    const done = await line.text('large');
    assert.equal(words(done), 'The hook did it. Done.');
    assert.equal(done.sessionState.intent.state, 'Fulfilled');
  },
  async 'fulfilment-updates'(line) {
    const caller = await line.chat();
    caller.text('do the long work');
    assert.equal(await caller.hear(), 'I have begun.');
    assert.equal(caller.last.sessionState.intent.state, 'FulfillmentInProgress');
    let said = await caller.hear();
    assert.equal(said, 'I am still at it.');
    while (said === 'I am still at it.') said = await caller.hear();
    assert.equal(said, 'It is done. Goodbye.');
    await caller.close();
  },
  async 'after-close'(line) {
    const caller = await line.chat();
    caller.text('leave it to the app');
    assert.equal(await caller.hear(), 'The app does it.');
    assert.equal(caller.last.sessionState.dialogAction.type, 'Close');
    caller.text('order a pizza');
    assert.equal(await caller.hear(), 'Which size?');
    await caller.close();
  },
};
