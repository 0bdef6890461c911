import type { Block } from './blocks';
import { aName, aWholeNumber, listOf, maybe, propsOf, takes } from '../../core/values/argument';

/** The name that the main port of a container has in its pod; probes, Services and monitors refer to it. */
export const mainPort = 'http';

/** Times and counts of a probe; what is left out is Kubernetes' default. */
export interface ProbeTimes {
  /** Seconds after the start of the container. */
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  /** Failures in a row that count. */
  readonly failureThreshold?: number;
}

const times = maybe(
  propsOf<ProbeTimes>({
    initialDelaySeconds: maybe(aWholeNumber),
    periodSeconds: maybe(aWholeNumber),
    timeoutSeconds: maybe(aWholeNumber),
    failureThreshold: maybe(aWholeNumber),
  }),
);
const probeTakes = {
  http: takes('http(path, times)', aName, times),
  grpc: takes('grpc(port, times)', aWholeNumber, times),
  exec: takes('exec(command, times)', listOf(aName, 'a list of strings'), times),
};

/** Asks over HTTP; any answer from 200 to 399 is good. */
export const http = (path: string, times: ProbeTimes = {}): Block => {
  probeTakes.http(path, times);
  return { httpGet: { path, port: mainPort }, ...times };
};

/** Asks over gRPC's health protocol. */
export const grpc = (port: number, times: ProbeTimes = {}): Block => {
  probeTakes.grpc(port, times);
  return { grpc: { port }, ...times };
};

/** Runs a command in the container; exit code 0 is good. */
export const exec = (command: readonly string[], times: ProbeTimes = {}): Block => {
  probeTakes.exec(command, times);
  return { exec: { command }, ...times };
};
