/*
 * A line on a terminal while a command takes longer than a second. Most of the work leaves this thread no time for a timer: another
 * thread writes the line, and takes it away before anything else is written.
 */
import { Worker } from 'node:worker_threads';

/** How long nothing is said, and how often the line is renewed then, in milliseconds. */
const silent = 1000;
const every = 500;

/** What the two threads tell each other: the work is done; the line is gone; the other thread has begun. */
const [isDone, isGone, hasBegun] = [0, 1, 2];

const program = `
const { workerData: { shared, text, silent, every } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const cells = new Int32Array(shared);
Atomics.store(cells, ${hasBegun}, 1);
const began = Date.now();
let wait = silent;
let isShown = false;
while (Atomics.wait(cells, ${isDone}, 0, wait) === 'timed-out') {
  writeSync(2, '\\r' + text + ', ' + Math.round((Date.now() - began) / 1000) + ' s\\u001b[K');
  isShown = true;
  wait = every;
}
if (isShown) writeSync(2, '\\r\\u001b[K');
Atomics.store(cells, ${isGone}, 1);
Atomics.notify(cells, ${isGone});
`;

/** Shows a line from now on, where standard error is a terminal; until the process writes something, or ends. */
export function showProgress(text) {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return;
  const shared = new SharedArrayBuffer(12);
  const cells = new Int32Array(shared);
  new Worker(program, { eval: true, workerData: { shared, text, silent, every } }).unref();
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  const end = () => {
    if (Atomics.exchange(cells, isDone, 1) === 1) return;
    Atomics.notify(cells, isDone);
    streams.forEach((stream, i) => {
      if (stream.write === stops[i]) stream.write = writes[i];
    });
    if (Atomics.load(cells, hasBegun) === 1) Atomics.wait(cells, isGone, 0, every);
  };
  const stops = streams.map(
    (stream, i) =>
      function (...args) {
        end();
        return writes[i].apply(stream, args);
      },
  );
  streams.forEach((stream, i) => (stream.write = stops[i]));
  process.once('exit', end);
}
