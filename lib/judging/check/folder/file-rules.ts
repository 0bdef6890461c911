import { inputRule } from '../define-rule';
import type { Question } from '../finding';

/** What can be wrong with a file before there are objects. The reader of folders finds it; these say what it means. */
const fileRule = <const C extends string>(code: C, why: string, remedy: string, question: Question = 'refused') =>
  inputRule({ code, question, severity: question === 'policy' ? 'warning' : 'error', why, remedy }, () => []);

export const fileRules = [
  fileRule(
    'unreadable-file',
    'A file that is not text, or too large, is not a manifest.',
    'Remove the file from the folder, or save it as UTF-8.',
  ),
  fileRule('yaml-syntax', 'kubectl refuses a file that is not YAML.', 'Correct the YAML at that line.'),
  fileRule(
    'duplicate-key',
    'Of two entries with one key YAML readers keep the first, the last or none; Helm and kubectl keep the last, and do not tell.',
    'Remove one of the two, or merge them.',
    'cannot-work',
  ),
  fileRule(
    'lossy-yaml',
    'Helm and kubectl read some YAML as something else than it says, and do not tell.',
    'Write what is meant so that there is one way to read it; quotes make a text of anything.',
    'cannot-work',
  ),
  fileRule(
    'not-an-object',
    'kubectl refuses a document that is not a Kubernetes object.',
    'Give it apiVersion and kind, or move the file out of the folder.',
  ),
  fileRule(
    'foreign-file',
    'What is not a manifest is not checked: a file without any apiVersion or kind that stands beside manifests, or the configuration of a program.',
    'Nothing, or move the file out of the folder: kubectl apply refuses it.',
    'policy',
  ),
  fileRule(
    'empty-document',
    'A document without an object is most often the rest of a template whose condition was false.',
    'Remove the `---` line that begins it.',
    'policy',
  ),
  fileRule(
    'taken-for-json',
    'Before version 1.33 kubectl takes a file that begins with { for JSON, and refuses YAML in braces.',
    'Begin the file with a line of ---, or write it as JSON.',
    'policy',
  ),
  fileRule(
    'no-manifests',
    'A folder without manifests passes every rule, which says nothing.',
    'Name the folder that holds the YAML files.',
  ),
  fileRule(
    'unrendered-chart',
    'The templates of a Helm chart are not manifests until Helm has rendered them.',
    'helm template RELEASE CHART | chartwright check --path -',
    'policy',
  ),
  fileRule(
    'definition-twice',
    'Of two CustomResourceDefinitions with one name a cluster has the one that was applied last; those of `--crds` may be of two releases of an operator.',
    'Name the folder of the release that is meant, and leave the other one out.',
    'policy',
  ),
] as const;

export type FileCode = (typeof fileRules)[number]['code'];
