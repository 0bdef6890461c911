import { inputRule, type RuleOf, type RuleTexts } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import { Interpreter, versionOf, type FoundViolation } from './interpreter';
import type { ValidationCode } from '../../../core/validation/page';
import { pages } from './pages';

let interpreter: Interpreter | undefined;
const known = new WeakMap<
  readonly CheckedObject[],
  { readonly version: string; readonly found: readonly FoundViolation[] }
>();

/** What the pages say of all objects, asked once for all rules. */
function violationsIn(input: CheckInput): readonly FoundViolation[] {
  const version = versionOf(input);
  const before = known.get(input.objects);
  if (before?.version === version) return before.found;
  interpreter ??= new Interpreter(pages);
  const using = interpreter;
  const found = input.objects.flatMap((object) => using.violationsOf(object, version));
  known.set(input.objects, { version, found });
  return found;
}

const validationRule = <const C extends ValidationCode>(texts: RuleTexts<C>): RuleOf<C> =>
  inputRule(texts, (input) => violationsIn(input).filter(({ code }) => code === texts.code));

/** What the API server refuses although the schema allows it, by kind of constraint. */
export const validationRules = [
  validationRule({
    code: 'missing-value',
    why: 'A field that is needed in this place, or beside another one, is not there or is empty; the API server refuses the object.',
    remedy: 'Give the field a value.',
  }),
  validationRule({
    code: 'forbidden-field',
    why: 'A field that has no place beside another one, or in this kind of object, is refused by the API server.',
    remedy: 'Remove the field, or change the one that the message names.',
  }),
  validationRule({
    code: 'not-exactly-one',
    why: 'Of some fields exactly one may be set; the API server refuses two, and none.',
    remedy: 'Set exactly one of them, the one that is meant.',
  }),
  validationRule({
    code: 'invalid-combination',
    why: 'Two fields that are right by themselves do not go together; the API server refuses the object.',
    remedy: 'Change one of the two.',
  }),
  validationRule({
    code: 'invalid-enum',
    why: 'Some strings are one of a few; the API server refuses any other, and the schema does not tell.',
    remedy: 'Use one of the values that the message names.',
  }),
  validationRule({
    code: 'restart-policy',
    why: 'Pods of a Deployment always restart and those of a Job never may; the API server refuses anything else.',
    remedy:
      'Use Never or OnFailure for a Job or CronJob, Always or nothing for other workloads, and any of the three for a Pod.',
  }),
  validationRule({
    code: 'out-of-range',
    why: 'A number outside the range that has a meaning is refused by the API server.',
    remedy: 'Correct the number.',
  }),
  validationRule({
    code: 'invalid-port',
    why: 'A port is a number from 1 to 65535, or a name of at most 15 characters; a port of the nodes lies from 30000 to 32767.',
    remedy: 'Correct the number or the name.',
  }),
  validationRule({
    code: 'unnamed-port',
    why: 'A Service with several ports needs a name for each; the API server refuses it otherwise.',
    remedy: 'Give each port a name.',
  }),
  validationRule({
    code: 'duplicate-name',
    why: 'Two of a name in one pod or Service are refused by the API server, or the first of them is silently lost.',
    remedy: 'Rename or remove one of them.',
  }),
  validationRule({
    code: 'duplicate-variable',
    question: 'policy',
    severity: 'warning',
    why: 'Of two variables of a name in one container the first is silently lost, and kubectl apply mixes them up.',
    remedy: 'Remove one of them.',
  }),
  validationRule({
    code: 'duplicate-entry',
    why: 'An entry of a list that is there twice is refused by the API server, and one with the key of another at least by server-side apply, which Helm 4 and Flux use.',
    remedy: 'Remove one of the two.',
  }),
  validationRule({
    code: 'invalid-resource',
    why: 'A request or limit that is not an amount of a resource is refused, or, worse, taken as another amount.',
    remedy: 'Write CPU as 250m or 1.5, memory as 256Mi or 1Gi, and devices as whole numbers.',
  }),
  validationRule({
    code: 'invalid-quantity',
    why: 'A size that is not a quantity is refused by the API server.',
    remedy: 'Write it as 256Mi, 1Gi or a number, of a resource that there is.',
  }),
  validationRule({
    code: 'limit-below-request',
    why: 'A container that may use less than it asks for is refused by the API server.',
    remedy: 'Raise the limit or lower the request.',
  }),
  validationRule({
    code: 'invalid-name',
    why: 'Names become host names, labels and file names, so that the API server refuses others; some are accepted, and no pod starts.',
    remedy: 'Use lower-case letters, digits and dashes, and keep to the length that the message tells.',
  }),
  validationRule({
    code: 'invalid-env-name',
    why: 'Before Kubernetes 1.32 the name of an environment variable has letters, digits, dashes, dots and underscores only.',
    remedy: 'Rename the variable, in the usual form LOG_LEVEL.',
  }),
  validationRule({
    code: 'invalid-config-key',
    why: 'The keys of a ConfigMap or Secret become files, all of which together may have 1 MiB.',
    remedy: 'Use letters, digits, dashes, dots and underscores; split what is too large.',
  }),
  validationRule({
    code: 'invalid-label',
    why: 'A label has a key and a value of a certain form, of at most 63 characters; the API server refuses others.',
    remedy: 'Use letters, digits, dashes, dots and underscores; put free text into an annotation.',
  }),
  validationRule({
    code: 'invalid-annotation',
    why: 'The key of an annotation has the form of a label, and all together have at most 256 KiB.',
    remedy: 'Correct the key; put large documents into a ConfigMap.',
  }),
  validationRule({
    code: 'invalid-selector',
    why: 'An expression of a selector that says nothing is refused by the API server.',
    remedy: 'Use In or NotIn with values, Exists or DoesNotExist without, and of nodes Gt or Lt with one.',
  }),
  validationRule({
    code: 'selector-mismatch',
    why: 'A workload that does not select its own pods is refused by the API server.',
    remedy: 'Give the template all labels of the selector.',
  }),
  validationRule({
    code: 'volatile-selector',
    question: 'policy',
    recommended: 'error',
    why: 'A selector cannot change once the object exists, and a label that changes with each version leaves old pods without their owner.',
    remedy: 'Select by name, instance and component only.',
  }),
  validationRule({
    code: 'invalid-schedule',
    why: 'A CronJob whose schedule or time zone cannot be read is refused, and one that names a day that never comes never runs.',
    remedy:
      'Write minute, hour, day of month, month and day of week, as 30 3 * * 1-5, and a zone such as Europe/Berlin.',
  }),
  validationRule({
    code: 'invalid-image',
    question: 'cannot-work',
    why: 'A node cannot pull an image whose name has not the form of one, so that the container never starts.',
    remedy:
      'Write repository:tag, the repository in lower case; a tag has letters, digits, dots, dashes and underscores.',
  }),
  validationRule({
    code: 'invalid-format',
    why: 'A text that has not the form of what it names, such as an address or a qualified name, is refused by the API server.',
    remedy: 'Write it in the form that the message tells.',
  }),
  validationRule({
    code: 'invalid-duration',
    question: 'cannot-work',
    why: 'A duration that an operator cannot read makes it ignore the object, or refuse all of its configuration.',
    remedy: 'Write it as 30s, 5m or 1h.',
  }),
  validationRule({
    code: 'invalid-host',
    why: 'A host name with a port, a scheme or capitals is refused, or never matches a request.',
    remedy: 'Write the host alone, in lower case; a wildcard is *. at the beginning.',
  }),
  validationRule({
    code: 'invalid-path',
    why: 'Paths of routes begin with a slash and those within a volume do not; the API server refuses others.',
    remedy: 'Correct the path.',
  }),
  validationRule({
    code: 'unusual-path',
    question: 'policy',
    severity: 'warning',
    why: 'The kubelet puts a slash before the path of a probe or mount that has none; whoever reads the manifest may take it for another.',
    remedy: 'Begin the path with a slash.',
  }),
  validationRule({
    code: 'invalid-cidr',
    why: 'What is not a network, or an exception outside of it, is refused by the API server.',
    remedy: 'Write an address, a slash and the number of bits, as 10.0.0.0/8.',
  }),
] as const;
