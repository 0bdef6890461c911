import { mapOf } from '../../values/json-parts';
import type { FieldRule, Page, Section } from '../page';
import { evenEmpty, forbidden, form, shown } from '../vocabulary';

/*
 * The annotations of pods that the server reads, most of them of fields that came later.
 */

const deletionCost: FieldRule = evenEmpty(
  form(
    'invalid-annotation',
    'is a whole number of 32 bits',
    '-5',
    'high',
    (text) =>
      /^(0|-?[1-9][0-9]*)$/.test(text) && Math.abs(Number(text)) < 2 ** 31
        ? undefined
        : `${shown(text)} is not a whole number of 32 bits`,
    { pattern: '^(0|-?[1-9][0-9]{0,8})$' },
  ),
);

const tolerations: FieldRule = form(
  'invalid-annotation',
  'is a list in JSON',
  '[]',
  'none',
  (text) =>
    text === '' || isList(text) ? undefined : `${shown(text)} is not a list in JSON; the field tolerations has them`,
  { pattern: '^(\\[\\])?$' },
);

function isList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || Array.isArray(value);
  } catch {
    return false;
  }
}

const profile = '^(runtime/default|docker/default|unconfined|localhost/.*)$';
const [outside, ofContainers] = ['^localhost//|/\\.\\.(/|$)', 'container.seccomp.security.alpha.kubernetes.io/'];
const profileSchema = { pattern: profile, not: { type: 'string', pattern: outside } };

const wrongProfile = (text: string): string | undefined =>
  new RegExp(profile, 'u').test(text) && !new RegExp(outside, 'u').test(text)
    ? undefined
    : `${shown(text)} is not a profile of seccomp; the field seccompProfile has it`;

const seccomp: FieldRule = evenEmpty(
  form('invalid-annotation', 'is a profile of seccomp', 'runtime/default', 'none', wrongProfile, profileSchema),
);

const seccompOfContainers: FieldRule = {
  code: 'invalid-annotation',
  says: 'has profiles of seccomp for containers',
  valid: { [`${ofContainers}web`]: 'unconfined' },
  invalid: { [`${ofContainers}web`]: 'none' },
  schema: { patternProperties: { [`^${ofContainers.replaceAll('.', '\\.')}`]: profileSchema } },
  check: (value) =>
    Object.entries(mapOf(value)).flatMap(([key, text]) => {
      const message = key.startsWith(ofContainers) ? wrongProfile(String(text)) : undefined;
      return message === undefined ? [] : [{ path: [key], message }];
    }),
};

const ofPods: NonNullable<Section['fields']> = {
  'metadata/annotations': seccompOfContainers,
  'metadata/annotations/controller.kubernetes.io~pod-deletion-cost': deletionCost,
  'metadata/annotations/scheduler.alpha.kubernetes.io~tolerations': tolerations,
  'metadata/annotations/seccomp.security.alpha.kubernetes.io~pod': seccomp,
};

const source = 'core/validation ValidatePodSpecificAnnotations';

/** What the server reads in the annotations of pods. */
export const podAnnotationsPage: Page = {
  'core.Pod': { source, fields: ofPods },
  'core.PodTemplateSpec': {
    source,
    fields: {
      ...ofPods,
      'metadata/annotations/kubernetes.io~config.mirror': evenEmpty(
        forbidden('is for pods that a node makes by itself', 'a'),
      ),
    },
  },
};
