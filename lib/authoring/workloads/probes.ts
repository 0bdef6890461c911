import * as is from '../../core/values/argument';
import { checked } from '../../core/values/takes';
import type { Block } from './blocks';

/** The name that the main port of a container which speaks HTTP has in its pod; probes, Services and monitors refer to it. */
export const mainPort = 'http';

const probeTimes = is.propsOf({
  /** Seconds after the start of the container. */
  initialDelaySeconds: is.maybe(is.aWholeNumber),
  /** Seconds from one probe to the next. */
  periodSeconds: is.maybe(is.aWholeNumber),
  /** Seconds after which an answer that has not come is a failure. */
  timeoutSeconds: is.maybe(is.aWholeNumber),
  /** Failures in a row that count. */
  failureThreshold: is.maybe(is.aWholeNumber),
});
/** Times and counts of a probe; what is left out is Kubernetes' default. */
export type ProbeTimes = is.TypeOf<typeof probeTimes>;

const times = is.maybe(probeTimes);

/** Asks over HTTP; any answer from 200 to 399 is good. */
export const http = checked('http(path, times)', [is.aName, times], (path: string, times: ProbeTimes = {}): Block => ({
  httpGet: { path, port: mainPort },
  ...times,
}));

/** Asks over gRPC's health protocol. */
export const grpc = checked(
  'grpc(port, times)',
  [is.aWholeNumber, times],
  (port: number, times: ProbeTimes = {}): Block => ({ grpc: { port }, ...times }),
);

/** Runs a command in the container; exit code 0 is good. */
export const exec = checked(
  'exec(command, times)',
  [is.listOf(is.aName, 'a list of strings'), times],
  (command: readonly string[], times: ProbeTimes = {}): Block => ({ exec: { command }, ...times }),
);
