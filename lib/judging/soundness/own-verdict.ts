import { checkAll } from '../check/check';
import { sharingDefinitions } from '../check/custom-resources';
import { environmentInput } from '../check/environment';
import type { Finding } from '../check/finding';
import { readDocuments } from '../verify/read-documents';
import type { ReadManifests } from '../verify/read-manifests';
import { plainObjects, printObjects } from '../../printing/trees';
import { brokenGuards } from '../../core/guards';
import { validateValues, type Problem } from '../../core/values';
import { releaseOf, type Installation, type Subject } from './subject';

/** What is wrong with the values of an installation, as `synth` says it of those of an environment; nothing where they are accepted. */
export function refusalsOf(subject: Subject, installation: Installation, chart?: string): Problem[] {
  const { schema, guards = [] } = subject.definition;
  const release = releaseOf(subject, installation, chart);
  const problems = validateValues(schema, release.values, '');
  return problems.length > 0 ? problems : brokenGuards(guards, release, '');
}

/** What chartwright makes of an installation whose values it accepts. */
export interface OwnOutput {
  /** The plain objects, printed and read again. */
  readonly plain: ReadManifests;
  /** What a cluster refuses of them, or what cannot work. */
  readonly findings: readonly Finding[];
}

/** @param chart how the chart is called @default its name */
export function ownOutput(subject: Subject, installation: Installation, chart?: string): OwnOutput {
  const { definition, manifests } = subject;
  const release = releaseOf(subject, installation, chart);
  // Whose the namespace is, and what its labels make a cluster enforce, no value of a chart decides.
  const plain = plainObjects(manifests, release, false);
  const environment = {
    name: 'soundness',
    release: installation.release,
    namespace: installation.namespace,
    overrides: installation.values,
    values: release.values,
    placeholders: [],
  };
  const input = environmentInput({ definition, manifests, environment, release, plain }, '.');
  const { findings } = checkAll(sharingDefinitions([input], []), false);
  const printed = printObjects(plain).split(/^(?=---\n)/m);
  return { plain: readDocuments(printed), findings: findings.filter(isCorrectness) };
}

/** Policies are of taste, and what is elsewhere in a cluster no value can know. */
const isCorrectness = ({ code, severity, question }: Finding): boolean =>
  severity === 'error' && (question === 'refused' || question === 'cannot-work') && !isGuess.has(code);

/**
 * What the linter takes for a mistake of an author, and a chart must take from users. Nodes may have a label that is nearly one of Kubernetes (kops gave
 * `kubernetes.io/role`), and a pod may listen on a port of which it says nothing, which is that of its Service too.
 */
const isGuess: ReadonlySet<string> = new Set(['misspelt-node-label', 'policy-service-port']);
