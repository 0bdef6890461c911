/*
 * V8 optimizes what has run for a while. A suite of tests is over within seconds and has its own copy of each module, so that most of
 * that does not pay: with this budget, as in the command line, a run of all suites takes a seventh less CPU.
 */
require('node:v8').setFlagsFromString('--interrupt-budget=1000000');

/* Helm and the other programs in Go, which tests run by the hundred, end before it pays to free memory as often as Go does by itself. */
process.env.GOGC ??= '400';
