import { Construct } from 'constructs';
import { Condition } from '../../../core/manifest';
import { object } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import { construct, refsOf } from '../arguments';
import { aKey } from '../environment';
import { imageValues } from '../image';
import { componentName, componentSelector } from '../names';
import { helmTest } from './helm-test';
import type { Named } from '../trait';

/** `tests.*`. */
export const smokeTestValues = checked('smokeTestValues()', [], () =>
  object({ image: imageValues({ repository: 'docker.io/curlimages/curl', tag: '8.11.1' }) }, 'The pods of helm test'),
);

const smokeTest = is.propsOf({
  url: is.aTemplatedText,
  /** @default GET */
  method: is.maybe(is.aName),
  /** The body of the request, as JSON. @default none */
  json: is.maybe(is.aText),
  /** A header whose value is a key of a Secret, or, of a JSON map, its first value. @default none */
  secretHeader: is.maybe(is.propsOf({ name: is.aName, from: aKey, isMap: is.maybe(is.aBoolean) })),
  /** Request headers, as `Name: value`. @default none */
  headers: is.maybe(is.listOf(is.aName)),
  /** Good answers. @default 200 */
  status: is.maybe(is.listOf(is.aWholeNumber)),
  /** An extended regular expression that the body must match. @default any body */
  body: is.maybe(is.aText),
  /** An extended regular expression that the body must not match. @default none */
  without: is.maybe(is.aText),
  /** Whether what is asked for is there. @default always */
  when: is.maybe(is.aCondition),
});
/** A request and what its answer must be. */
export type SmokeTest = is.TypeOf<typeof smokeTest>;

const smokeTestsTakes = construct('SmokeTests', {
  values: refsOf(smokeTestValues, 'image'),
  /** Each check by the name of its pod. */
  checks: is.mapOf(smokeTest),
});
export interface SmokeTestsProps extends Named<Parameters<typeof smokeTestsTakes>[2]> {}

/** The label of all test pods, so that network policies can let them in. */
const component = 'smoke-test';

/**
 * Checks that `helm test` runs, one pod for each, so that its report names what failed. A pod stays until the next run, for
 * its log.
 */
export class SmokeTests extends Construct {
  constructor(scope: Construct, id: string, props: SmokeTestsProps) {
    smokeTestsTakes(scope, id, props);
    super(scope, id);
    Object.entries(props.checks).forEach(([name, check], i) => {
      const pod = helmTest(this, `${name}-pod`, {
        name: componentName(scope, `test-${name}`),
        component,
        image: props.values.image,
        script: script(check),
        env: { URL: check.url, ...(check.secretHeader ? { SECRET: check.secretHeader.from } : {}) },
        weight: i + 1,
      });
      if (check.when) Condition.of(pod).when(check.when);
    });
  }

  /** The test pods, as a peer of a network policy. */
  static get peer() {
    return { podSelector: { matchLabels: componentSelector(component) } };
  }
}

/** Asks a few times, since pods may have been started a moment ago, and says what it saw. */
function script({ method, headers = [], json, secretHeader, status = [200], body, without }: SmokeTest): string {
  const options = [
    ...(method ? [`--request ${method}`] : []),
    ...headers.map((header) => `--header ${shellQuoted(header)}`),
    ...(secretHeader ? [`--header "${secretHeader.name}: $SECRET"`] : []),
    ...(json === undefined ? [] : ["--header 'Content-Type: application/json'", `--data ${shellQuoted(json)}`]),
  ];
  const lines = [
    ...(secretHeader?.isMap ? [`SECRET=$(printf '%s' "$SECRET" | ${firstValue})`] : []),
    `status=$(curl --silent --show-error --max-time 10 --retry 5 --retry-connrefused \\`,
    ...options.map((option) => `  ${option} \\`),
    `  --output /tmp/body --write-out '%{http_code}' "$URL")`,
    `echo "$URL answered $status"`,
    `case "$status" in ${status.join('|')}) ;; *) cat /tmp/body; exit 1 ;; esac`,
  ];
  // Alpine's grep, which images of curl have, knows no long options.
  const fails = (words: string) => `{ echo '${words}'; cat /tmp/body; exit 1; }`;
  if (body !== undefined) lines.push(`grep -Eq ${shellQuoted(body)} /tmp/body || ${fails('the body does not match')}`);
  if (without !== undefined) {
    lines.push(`! grep -Eq ${shellQuoted(without)} /tmp/body || ${fails('the body says what it must not')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Takes the first value out of a JSON map of strings, on one line or several; images of curl have sed and no jq. */
const firstValue = `tr -d '\\r\\n' | sed 's/^ *{ *"[^"]*" *: *"\\([^"]*\\)".*/\\1/'`;

const shellQuoted = (value: string) => `'${value.replace(/'/g, `'\\''`)}'`;
