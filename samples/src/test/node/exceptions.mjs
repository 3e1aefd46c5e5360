// Each exception of the model, by something that happens.

import assert from 'node:assert/strict';
import { drained, LPCM, refused, TEXT, words } from './line.mjs';

const CONFIGURATION = { disablePlayback: true };

async function failed(line, ask, state = 'Failed') {
  const reply = await line.text(ask);
  assert.match(words(reply), /That did not work\./);
  assert.equal(reply.sessionState.intent.state, state);
}

export const exceptions = {
  async 'access-denied'(line) {
    await refused('AccessDeniedException', () => line.text('hi', {}, line.clients.stranger), 'guest may not call RecognizeText', 403);
    await refused('AccessDeniedException', () => line.converse('TEXT', CONFIGURATION, {}, line.clients.stranger), 'guest', 403);
  },
  async 'invalid-signature'(line) {
    await refused('InvalidSignatureException', () => line.text('hi', {}, line.clients.forger), '', 403);
    await refused('InvalidSignatureException', () => line.converse('TEXT', CONFIGURATION, {}, line.clients.forger), '', 403);
  },
  async 'resource-not-found'(line) {
    await refused('ResourceNotFoundException', () => line.text('hi', { botId: 'NOSUCHBOT1' }), 'NOSUCHBOT1', 404);
    await refused('ResourceNotFoundException', () => line.text('hi', { localeId: 'de_DE' }), 'de_DE', 404);
    await refused('ResourceNotFoundException', () => line.get(), line.sessionId, 404);
    await refused('ResourceNotFoundException', () => line.delete(), line.sessionId, 404);
  },
  'resource-not-found-stream': (line) =>
    refused('ResourceNotFoundException', () => line.converse('TEXT', CONFIGURATION, { botId: 'NOSUCHBOT1' }), 'NOSUCHBOT1', 404),
  async validation(line) {
    await refused('ValidationException', () => line.of('+15550100').text('hi'), 'sessionId', 400);
    await refused('ValidationException', () => line.of('+15550100').chat(), 'sessionId', 400);
  },
  async 'validation-stream'(line) {
    const caller = await line.chat();
    caller.text('order a pizza');
    await caller.hear();
    caller.text('x'.repeat(1025));
    await refused('ValidationException', () => caller.drain(), 'TextInputEvent.text');
    await caller.close();
  },
  async conflict(line) {
    const holder = await line.chat();
    holder.text('order a pizza');
    await holder.hear();
    await refused('ConflictException', () => line.text('hi'), 'in use', 409);
    await refused('ConflictException', () => drained(line.chat()), 'in use');
    holder.text('large');
    assert.equal(await holder.hear(), 'Which toppings?');
    await holder.close();
  },
  async 'conflict-delete'(line) {
    const holder = await line.chat();
    holder.text('order a pizza');
    await holder.hear();
    await refused('ConflictException', () => line.delete(), 'in use', 409);
    await holder.close();
    await line.delete();
  },
  async throttling(line) {
    const holder = await line.chat();
    holder.text('good morning');
    await holder.hear();
    await refused('ThrottlingException', () => line.of(`${line.sessionId}.2`).text('hi'), 'conversations.max', 429);
    await refused('ThrottlingException', () => drained(line.of(`${line.sessionId}.3`).chat()), 'conversations.max');
    holder.text('order a pizza');
    assert.equal(await holder.hear(), 'Which size?');
    await holder.close();
  },
  async 'internal-server'(line) {
    await line.text('order a pizza');
    await refused('InternalServerException', () => line.utterance(LPCM, TEXT, line.sounds.breaking), '', 500);
    assert.equal(words(await line.text('large')), 'Which toppings?');
  },
  async 'internal-server-stream'(line) {
    const caller = await line.call('OrderPizza', 'Size');
    await caller.hear();
    caller.say(line.sounds.breaking);
    await refused('InternalServerException', () => caller.drain());
    await caller.close();
  },
  async 'dependency-failed'(line) {
    await failed(line, 'use the broken hook');
    assert.equal(words(await line.of(`${line.sessionId}.wrong`).text('use the wrong hook')), 'I did not get that.');
  },
  'bad-gateway': (line) => failed(line, 'use the hook behind a gateway'),
};
