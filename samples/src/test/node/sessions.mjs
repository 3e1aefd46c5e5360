// What stands in a session state, and what a client can do with it.

import assert from 'node:assert/strict';
import { asking, plain, unzip, words } from './line.mjs';

const value = (v) => ({ shape: 'Scalar', value: { originalValue: v, interpretedValue: v, resolvedValues: [v] } });

/** Up to the question for the address. */
async function toppings(line) {
  await line.text('a large pizza please');
  return line.text('ham and olives');
}

/** Up to the question whether to go ahead. */
async function confirmation(line) {
  await toppings(line);
  await line.text('12');
  await line.text('Riverton');
  return line.text('4321');
}

async function asks(line, sessionState, question) {
  assert.equal(unzip((await line.put({ sessionState })).messages)[0]?.content, question);
}

export const sessions = {
  async 'slot-null'(line) {
    const { slots } = (await line.text('order a pizza')).sessionState.intent;
    // The null is on the wire; this SDK leaves it out.
    assert.ok(!slots?.Size);
  },
  async 'slot-scalar'(line) {
    const size = (await line.text('a big pizza please')).sessionState.intent.slots.Size;
    assert.equal(size.shape, 'Scalar');
    assert.equal(size.value.originalValue, 'big');
    assert.equal(size.value.interpretedValue, 'large');
    assert.ok(size.value.resolvedValues.includes('large'));
  },
  async 'slot-list'(line) {
    const slot = (await toppings(line)).sessionState.intent.slots.Toppings;
    assert.equal(slot.shape, 'List');
    assert.deepEqual(slot.values.map((s) => s.value.interpretedValue), ['ham', 'olives']);
  },
  async 'slot-composite'(line) {
    const number = await toppings(line);
    assert.equal(words(number), 'Which house number?');
    assert.equal(number.sessionState.dialogAction.subSlotToElicit.name, 'Number');
    await line.text('12');
    const address = (await line.text('Riverton')).sessionState.intent.slots.Address;
    assert.equal(address.shape, 'Composite');
    assert.equal(address.subSlots.Number.value.interpretedValue, '12');
    assert.equal(address.subSlots.Town.value.interpretedValue, 'Riverton');
  },
  async 'slot-set'(line) {
    await asks(line, { dialogAction: { type: 'Delegate' }, intent: { name: 'OrderPizza', state: 'InProgress', slots: { Size: value('small') } } }, 'Which toppings?');
    assert.equal((await line.get()).sessionState.intent.slots.Size.value.interpretedValue, 'small');
  },
  async 'slot-obfuscated'(line) {
    assert.equal((await confirmation(line)).sessionState.intent.slots.Pin.value.interpretedValue, '4321');
  },
  'action-elicit-slot': (line) => asks(line, asking('OrderPizza', 'Toppings'), 'Which toppings?'),
  'action-confirm-intent': (line) =>
    asks(
      line,
      { dialogAction: { type: 'ConfirmIntent' }, intent: { name: 'OrderPizza', state: 'InProgress', slots: { Size: value('small') } } },
      'A small pizza, is that right?',
    ),
  async 'action-elicit-intent'(line) {
    await line.put({ sessionState: { dialogAction: { type: 'ElicitIntent' } } });
    assert.equal((await line.get()).sessionState.dialogAction.type, 'ElicitIntent');
    assert.equal(words(await line.text('order a pizza')), 'Which size?');
  },
  'action-delegate': (line) => asks(line, { dialogAction: { type: 'Delegate' }, intent: { name: 'Dial', state: 'InProgress' } }, 'Which code?'),
  async 'action-close'(line) {
    await line.text('order a pizza');
    await line.put({ sessionState: { dialogAction: { type: 'Close' }, intent: { name: 'OrderPizza', state: 'Failed' } } });
    const { sessionState } = await line.get();
    assert.equal(sessionState.dialogAction.type, 'Close');
    assert.equal(sessionState.intent.state, 'Failed');
  },
  'action-none': (line) => asks(line, { dialogAction: { type: 'None' } }, undefined),
  async 'elicitation-style'(line) {
    for (const slotElicitationStyle of ['SpellByLetter', 'SpellByWord', 'Default']) {
      const state = asking('OrderPizza', 'Size');
      await line.put({ sessionState: { ...state, dialogAction: { ...state.dialogAction, slotElicitationStyle } } });
      assert.equal((await line.get()).sessionState.dialogAction.slotToElicit, 'Size');
    }
    assert.equal(words(await line.text('small')), 'Which toppings?');
  },
  async 'state-in-progress'(line) {
    const { intent } = (await line.text('order a pizza')).sessionState;
    assert.equal(intent.state, 'InProgress');
    assert.equal(intent.confirmationState, 'None');
  },
  async 'state-ready'(line) {
    const { sessionState } = await line.text('leave it to the app');
    assert.equal(sessionState.intent.state, 'ReadyForFulfillment');
    assert.equal(sessionState.dialogAction.type, 'Close');
  },
  async 'state-fulfilled'(line) {
    assert.equal((await confirmation(line)).sessionState.dialogAction.type, 'ConfirmIntent');
    const done = await line.text('yes');
    assert.equal(words(done), 'Your pizza is on its way.');
    assert.equal(done.sessionState.intent.state, 'Fulfilled');
    assert.equal(done.sessionState.intent.confirmationState, 'Confirmed');
  },
  async 'state-failed'(line) {
    await confirmation(line);
    const { intent } = (await line.text('no')).sessionState;
    assert.equal(intent.state, 'Failed');
    assert.equal(intent.confirmationState, 'Denied');
  },
  async 'session-attributes'(line) {
    await line.text('good morning', { sessionState: { sessionAttributes: { a: '1', b: '2' } } });
    assert.deepEqual((await line.text('good morning')).sessionState.sessionAttributes, { a: '1', b: '2' });
    await line.text('good morning', { sessionState: { sessionAttributes: {} } });
    assert.deepEqual((await line.get()).sessionState.sessionAttributes ?? {}, {});
  },
  async 'request-attributes'(line) {
    assert.deepEqual((await line.text('good morning', { requestAttributes: { r: 's' } })).requestAttributes, { r: 's' });
    assert.deepEqual((await line.text('good morning')).requestAttributes ?? {}, {});
  },
  async 'active-contexts'(line) {
    assert.equal(words(await line.text('how far has it come')), 'I did not get that.');
    const own = line.of(`${line.sessionId}.ordered`);
    await confirmation(own);
    const [context, ...others] = (await own.text('yes')).sessionState.activeContexts;
    assert.deepEqual(others, []);
    assert.equal(context.name, 'ordered');
    assert.ok(context.timeToLive.turnsToLive >= 1 && context.timeToLive.turnsToLive <= 5);
    assert.equal(words(await own.text('how far has it come')), 'It is close to you.');
  },
  async 'active-contexts-set'(line) {
    const activeContexts = [{ name: 'ordered', timeToLive: { timeToLiveInSeconds: 600, turnsToLive: 9 }, contextAttributes: { k: 'v' } }];
    assert.equal(words(await line.text('how far has it come', { sessionState: { activeContexts } })), 'It is close to you.');
    assert.deepEqual((await line.get()).sessionState.activeContexts[0].contextAttributes, { k: 'v' });
    assert.equal(words(await line.text('how far has it come', { sessionState: { activeContexts: [] } })), 'I did not get that.');
  },
  async 'runtime-hints'(line) {
    const runtimeHints = { slotHints: { OrderPizza: { Size: { runtimeHintValues: [{ phrase: 'large' }] } } } };
    await line.put({ sessionState: { ...asking('OrderPizza', 'Size'), runtimeHints } });
    assert.equal((await line.get()).sessionState.runtimeHints.slotHints.OrderPizza.Size.runtimeHintValues[0].phrase, 'large');
  },
  async messages(line) {
    const { messages } = await line.text('show all messages');
    assert.deepEqual(messages.map((m) => m.contentType), ['PlainText', 'SSML', 'CustomPayload', 'ImageResponseCard']);
    assert.deepEqual(messages[0], plain('These are all.'));
    assert.equal(messages[3].imageResponseCard.buttons[1].value, 'large');
  },
  async interpretations(line) {
    const { interpretations } = await line.text('order a pizza');
    assert.ok(interpretations.length >= 1 && interpretations.length <= 5);
    assert.equal(interpretations[0].interpretationSource, 'Lex');
    assert.ok(interpretations[0].nluConfidence.score >= 0.4);
  },
  async fallback(line) {
    const lost = await line.text('the moon is made of green cheddar');
    assert.equal(words(lost), 'I did not get that.');
    assert.equal(lost.interpretations.find((i) => i.intent.name === 'FallbackIntent').nluConfidence, undefined);
  },
  async sentiment(line) {
    const said = await line.text('order a pizza');
    assert.ok(said.interpretations.every((i) => i.sentimentResponse === undefined));
    assert.equal(said.sessionState.originatingRequestId, undefined);
  },
};
