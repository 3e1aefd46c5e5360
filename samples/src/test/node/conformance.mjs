// Every feature of Lex V2's runtime, by the unmodified AWS SDK for JavaScript. Reads which, and where, from a file of JSON, and writes
// a line of JSON for each feature on each line: {"feature", "line"}, and "error" when it is not as it should be.

import { readFileSync } from 'node:fs';
import { LexRuntimeV2Client } from '@aws-sdk/client-lex-runtime-v2';
import { NodeHttp2Handler } from '@smithy/node-http-handler';
import { dialogs } from './dialogs.mjs';
import { events } from './events.mjs';
import { exceptions } from './exceptions.mjs';
import { limits } from './limits.mjs';
import { Line } from './line.mjs';
import { operations } from './operations.mjs';
import { sessions } from './sessions.mjs';

// Where a stream is refused while the SDK still writes to it, the SDK throws that out of a callback too, beside the exception that it
// hands to its caller (eventstream-handler-node, "pipeline"). Everything else that nobody catches ends the program.
process.on('uncaughtException', (error) => {
  if (!['ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_PREMATURE_CLOSE'].includes(error.code)) {
    console.error(error);
    process.exit(1);
  }
});

const AT_ONCE = 12;
const CHECKS = { ...operations, ...events, ...sessions, ...dialogs, ...exceptions, ...limits };

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const sounds = Object.fromEntries(['voice', 'wide', 'opus', 'breaking', 'keys'].map((name) => [name, new Uint8Array(readFileSync(`${plan.folder}/${name}.pcm`))]));
const ca = readFileSync(`${plan.folder}/certificates.pem`);

const clients = Object.fromEntries(
  [...new Map(Object.values(plan.lines).flatMap(Object.entries))].map(([name, endpoint]) => [
    name,
    {
      own: client(endpoint, plan.key, plan.secret),
      stranger: client(endpoint, plan.guest, plan.secret),
      forger: client(endpoint, plan.key, 'a wrong secret'),
    },
  ]),
);

function client(endpoint, accessKeyId, secretAccessKey) {
  return new LexRuntimeV2Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    ...(endpoint.startsWith('https:') && { requestHandler: new NodeHttp2Handler({ nodeHttp2ConnectOptions: { ca } }) }),
  });
}

const todo = plan.features.flatMap((feature) => Object.keys(plan.lines[feature.lines]).map((line) => ({ feature: feature.id, line })));

async function worker() {
  for (let task = todo.shift(); task; task = todo.shift()) {
    const { feature, line } = task;
    let error;
    try {
      if (!CHECKS[feature]) throw new Error('there is no check of this name here');
      await CHECKS[feature](new Line(clients[line], sounds, `${feature}.${Object.keys(clients).indexOf(line)}`));
    } catch (thrown) {
      error = thrown.stack ?? String(thrown);
    }
    console.log(JSON.stringify({ feature, line, error }));
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, worker));
const known = new Set(plan.features.map((f) => f.id));
for (const feature of Object.keys(CHECKS)) if (!known.has(feature)) console.log(JSON.stringify({ feature, line: '', error: 'the table does not know it' }));
process.exit(0);
