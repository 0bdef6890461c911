/*
 * V8 optimizes what has run for a while. A suite of tests is over within seconds and has its own copy of each module, so that most of
 * that does not pay: with this budget, as in the command line, a run of all suites takes a seventh less CPU.
 */
require('node:v8').setFlagsFromString('--interrupt-budget=1000000');

/*
 * Helm and the other programs in Go, which tests run by the hundred, end before it pays to free memory beside their work: with one
 * thread each they take a sixteenth less CPU, most of it of the system, and the workers leave no core idle.
 */
process.env.GOMAXPROCS ??= '1';
