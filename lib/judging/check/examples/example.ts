import type { Examples } from '../finding';

/*
 * Short objects for docs/rules.md. A test reads each as a folder is read, and asks the rule about it: the invalid one must be found,
 * the valid one not, and nothing in the valid one may be what a cluster refuses.
 */

/** A valid object and one that breaks the rule. */
export const example = (invalid: string, valid: string): Examples => ({ invalid, valid });

const indented = (lines: string, by: number): string =>
  lines === ''
    ? ''
    : `${lines
        .split('\n')
        .map((line) => `${' '.repeat(by)}${line}`)
        .join('\n')}\n`;

/** A pod with one container, from further fields of both. */
export const pod = (container: string, ofPod = ''): string => `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
${indented(ofPod, 2)}  containers:
    - name: web
      image: web:1.4
${indented(container, 6)}`;

/** The same of a container alone, for two values of it. */
export const inContainer = (invalid: string, valid: string): Examples => example(pod(invalid), pod(valid));

/** The same of the pod alone. */
export const inPod = (invalid: string, valid: string): Examples => example(pod('', invalid), pod('', valid));

/** A Deployment of one container, from further fields of the container, the pod and the Deployment. */
export const deployment = (container: string, ofPod = '', spec = '', name = 'web'): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
${indented(spec, 2)}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${indented(ofPod, 6)}      containers:
        - name: web
          image: web:1.4
${indented(container, 10)}`;

/** A Service with one port before the pods of `deployment`. */
export const service = (port: string, spec = 'selector: { app: web }', name = 'web'): string => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
${indented(spec, 2)}  ports: [${port}]
`;

/** Any other object, whose name is `web`. */
export const object = (called: string, rest: string, name = 'web'): string => {
  const [apiVersion, kind] = called.split(' ');
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${rest}\n`;
};

/** Several documents. */
export const documents = (...all: readonly string[]): string => all.map((each) => `${each.trimEnd()}\n`).join('---\n');
