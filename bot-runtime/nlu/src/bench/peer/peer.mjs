// Trains NLP.js on texts with labels and asks it about others: `node peer.mjs train.tsv test.tsv`. A file has a text, a tab and a
// label a line, as for `./parley eval intents`. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import { containerBootstrap } from '@nlpjs/core-loader';
import { LangEn } from '@nlpjs/lang-en';
import { Nlp } from '@nlpjs/nlp';

const lines = (file) =>
  readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('\t')).map((line) => line.split('\t'));

const [train, test] = process.argv.slice(2).map(lines);
const container = await containerBootstrap();
container.use(Nlp);
container.use(LangEn);
const nlp = container.get('nlp');
nlp.settings.autoSave = false;
nlp.settings.log = false;
nlp.nluManager.settings.log = false;
nlp.addLanguage('en');
train.filter(([, label]) => label !== 'oos').forEach(([text, label]) => nlp.addDocument('en', text, label));

const began = performance.now();
await nlp.train();
const trainMs = performance.now() - began;

let right = 0;
const inScope = test.filter(([, label]) => label !== 'oos');
const times = [];
for (const [text, label] of inScope) {
  const asked = performance.now();
  const { intent } = await nlp.process('en', text);
  times.push(performance.now() - asked);
  right += intent === label ? 1 : 0;
}
times.sort((a, b) => a - b);
const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] * 100) / 100;
console.log(JSON.stringify({
  accuracy: Math.round((right / inScope.length) * 10000) / 10000,
  trainMs: Math.round(trainMs), p50Ms: at(0.5), p99Ms: at(0.99),
}));
