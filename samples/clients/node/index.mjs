// Pays a bill at the payments bot through the unmodified AWS SDK, and shows the dialog.
//
//   ./parley serve              in another terminal, at the top of the project
//   npm ci && node index.mjs    here; another address than http://127.0.0.1:8080 may follow
//
// It checks what the bot answers: its exit code says whether all was as it should be.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { LexRuntimeV2Client, RecognizeTextCommand, ResourceNotFoundException, ValidationException } from '@aws-sdk/client-lex-runtime-v2';
import { Conversation } from './conversation.mjs';

const PAYMENTS = { botId: 'PaymentsBot', botAliasId: 'TSTALIASID', localeId: 'en_US' };

// The endpoint is all that differs from a client of Amazon Lex. An http address is spoken to in HTTP/2 too.
const client = new LexRuntimeV2Client({
  endpoint: process.argv[2] ?? 'http://127.0.0.1:8080',
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});

try {
  await payABill();
  await askForABalance();
  await meetTheErrors();
  console.log('all as it should be');
} finally {
  client.destroy();
}

/** A whole conversation over one stream: with a wait while the card is looked for, and a question that is not heard out. */
async function payABill() {
  const call = await Conversation.start(client, PAYMENTS, randomUUID());

  await say(call, 'I would like to pay my bill', { intent: 'ProcessPayment', asks: 'AccountId', words: /account number/ });
  await say(call, '482913', { asks: 'Amount', words: /Maya.*\$142\.50/ });
  await say(call, 'fifty dollars', { asks: 'CardNumber', words: /sixteen digits/ });

  // Wait and continue: the bot stays with the card until the caller is back, and would remind them every 20 seconds.
  await say(call, 'can you wait a minute', { state: 'Waiting', asks: 'CardNumber', words: /all the time you need/ });
  await say(call, "I'm back", { state: 'InProgress', asks: 'CardNumber', words: /Welcome back/ });

  // The bot reads the card back, since digits are easily misheard.
  await say(call, '4111 1111 1111 1111', { words: /4 1 1 1, 1 1 1 1, 1 1 1 1, 1 1 1 1\. Is that right/ });

  // Barge-in: the question for the code is answered before it was heard to its end, so nothing tells the bot that it was.
  await say(call, 'yes', { asks: 'SecurityCode', words: /security code/, hearOut: false });
  const code = await say(call, '123', { asks: 'ExpiryDate', words: /expire/ });
  assert.equal(code.interruption?.eventReason, 'TEXT_DETECTED');
  assert.equal(code.interruption?.causedByEventId, code.typedAs);

  await say(call, `March ${new Date().getFullYear() + 2}`, { action: 'ConfirmIntent', words: /\$50 .*ending in 1 1 1 1/ });
  const paid = await say(call, 'yes', { state: 'Fulfilled', action: 'Close', words: /confirmation code is/ });
  assert.equal(paid.session.intent.slots.CardNumber.value.interpretedValue, '4111111111111111');
  console.log(`     confirmation code: ${paid.session.sessionAttributes.confirmationCode}\n`);

  await call.end();
}

/** Types something, shows the answer, and compares it with what is expected; then tells the bot that it was heard. */
async function say(call, text, expected) {
  console.log(`you: ${text}`);
  const typedAs = call.type(text);
  const answer = await call.answer();
  assert.ok(answer, 'the bot ended the conversation');
  if (answer.interruption) console.log('     (the bot stops)');
  console.log(`bot: ${answer.words}`);
  check(answer.session, answer.words, expected);
  if (expected.hearOut ?? true) call.heard();
  return { ...answer, typedAs };
}

function check({ intent, dialogAction }, words, expected) {
  assert.match(words, expected.words);
  if (expected.intent) assert.equal(intent.name, expected.intent);
  if (expected.state) assert.equal(intent.state, expected.state);
  if (expected.asks) assert.equal(dialogAction.slotToElicit, expected.asks);
  if (expected.action) assert.equal(dialogAction.type, expected.action);
}

/** The same dialogs go by single requests; the session id holds them together. */
async function askForABalance() {
  const sessionId = randomUUID();
  const turns = [
    ['what is my balance', { intent: 'GetBalance', asks: 'AccountId', words: /account number/ }],
    ['482913', { intent: 'GetBalance', action: 'Close', words: /Maya.*\$142\.50/ }],
  ];
  for (const [text, expected] of turns) {
    console.log(`you: ${text}`);
    const { messages, sessionState } = await client.send(new RecognizeTextCommand({ ...PAYMENTS, sessionId, text }));
    console.log(`bot: ${messages[0].content}`);
    check(sessionState, messages[0].content, expected);
  }
  console.log();
}

/** What goes wrong has Lex's own type: before a stream begins, within one, and in a single request. */
async function meetTheErrors() {
  const nobody = { ...PAYMENTS, botId: 'NOSUCHBOT1' };
  await throws(() => Conversation.start(client, nobody, randomUUID()), ResourceNotFoundException, 404);
  await throws(
    () => client.send(new RecognizeTextCommand({ ...nobody, sessionId: randomUUID(), text: 'hello' })),
    ResourceNotFoundException,
    404,
  );
  const call = await Conversation.start(client, PAYMENTS, randomUUID());
  call.type('x'.repeat(1025));
  await throws(() => call.answer(), ValidationException);
}

async function throws(action, type, status) {
  const error = await action().then(() => undefined, (thrown) => thrown);
  assert.ok(error instanceof type, `expected ${type.name}, but it was ${error}`);
  if (status) assert.equal(error.$metadata.httpStatusCode, status);
  console.log(`${error.name}: ${error.message}`);
}
