import { methods } from './methods.fixture';
import { notGiven, particulars } from './particulars.fixture';
import { packageVersion, props, type Prop } from './props.fixture';
import { placeOf, type Particular, type Place } from './verdict.fixture';

const introduction = `# Values in cdk8s-plus

<!-- Written by \`npm run plus\`, from the programs that \`lib/authoring/cdk8s-plus/props.test.ts\` runs. -->

A construct of cdk8s-plus takes a \`Duration\`, a \`Size\`, an enumeration. A value of the chart is given to it in that form:

\`\`\`ts
import * as kplus from 'cdk8s-plus-28';
import { HelmChart, choiceOf, cpu, duration, oneOf, integer, port, quantity, size, values } from 'chartwright';

const settings = values({
  port: integer(8080, 'Port of the container', { minimum: 1, maximum: 65535 }),
  period: integer(10, 'Seconds between two probes', { minimum: 1 }),
  memory: quantity('512Mi', 'Memory'),
  cpu: quantity('250m', 'CPU'),
  type: oneOf(['ClusterIP', 'NodePort'], 'ClusterIP', 'Type of the Service'),
});

// in the constructor of a HelmChart with these values
const web = new kplus.Deployment(this, 'web', {
  containers: [
    {
      image: 'nginx',
      portNumber: port(this.values.port),
      liveness: kplus.Probe.fromHttpGet('/', { periodSeconds: duration(this.values.period) }),
      resources: { cpu: { limit: cpu(this.values.cpu) }, memory: { limit: size(this.values.memory) } },
    },
  ],
});
web.exposeViaService({ serviceType: choiceOf(this.values.type, kplus.ServiceType) });
\`\`\`

| wanted                                | given                                | declared with                                                 |
| ------------------------------------- | ------------------------------------ | ------------------------------------------------------------- |
| \`string\`                              | \`token(values.x)\`, or a text with it | \`string('a', 'What it is')\`                                   |
| \`number\`                              | \`count(values.x)\`                    | \`integer(2, 'How many')\`                                      |
| a port                                | \`port(values.x)\`                     | \`integer(8080, 'Port', { minimum: 1, maximum: 65535 })\`       |
| \`boolean\`                             | \`flag(values.x)\`                     | \`boolean(true, 'Whether')\`                                    |
| \`Duration\`                            | \`duration(values.x)\`                 | \`integer(30, 'Seconds')\`: whole seconds                       |
| \`Size\`                                | \`size(values.x)\`                     | \`quantity('10Gi', 'Size')\`: in any unit, as Helm users say it |
| \`Cpu\`                                 | \`cpu(values.x)\`                      | \`quantity('250m', 'CPU')\`                                     |
| \`Cron\`                                | \`cron(values.x)\`                     | \`string('0 3 * * *', 'When')\`                                 |
| an enumeration                        | \`choiceOf(values.x, kplus.Protocol)\` | \`oneOf(['TCP', 'UDP'], 'TCP', 'Protocol')\`                    |
| a list or map of strings              | its elements, each as above          | each as above                                                 |
| all of a list, a struct, a block      | \`Binding\`, see below                 | \`list(...)\`, \`block(...)\`                                     |
| whether there is an object            | \`Condition.of(construct)\`            | \`boolean(...)\` or \`toggle(...)\`                               |

They work with any version of cdk8s-plus, since they import none.

## Numbers that are compared

A construct that compares a number (\`minReplicas > maxReplicas\`, a weight from 1 to 100) finds the default of the value, so that it refuses
a default as it refuses a literal, in its own words; a value without a default is judged by the least that its schema accepts. What other
values users may set it never sees: say in the schema what it checks (\`{ minimum: 1, maximum: 100 }\`). The object has the value. What is
computed from one is refused, as is a choice that hangs on it: the program is run again with other values
([tokens](authoring.md#tokens)). \`numberToken(values.x)\` is for constructs that insist on a number by \`typeof\`.

A value is equal to itself: \`port(values.port)\` of a container and of a Service is one port.

## What cannot be a value

Keys of maps, ids of constructs, and whatever decides while the app is built (\`select\`, \`isolate\`, \`default\` below). What does not fit
is refused with the construct, the line that took the value, the value, and what to write. There are two ways round:

\`\`\`ts
// a literal for the construct, and the value for the field
Binding.of(ApiObject.of(web)).set('/spec/template/spec/tolerations', this.values.tolerations);
// an object that is there or not
Condition.of(policy).when(this.values.isolated);
\`\`\`

## What cdk8s-plus adds unasked

| it adds                                                                                 | so that it does not                                                                                           |
| --------------------------------------------------------------------------------------- | ------------------------------------------------------------------------------------------------------------- |
| CPU 1000m and at most 1500m, memory 512Mi and at most 2048Mi                            | \`resources: {}\`, or your own                                                                                  |
| a startup probe at the port (\`portNumber\`)                                              | \`ports: [{ number: 80 }]\` in place of \`portNumber\`, and the \`port\` of each probe                              |
| \`imagePullPolicy: Always\`                                                               | \`imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT\`                                                       |
| \`runAsNonRoot\`, a root file system that is read only, no privileges                     | \`securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false }\`, of pod and container              |
| \`automountServiceAccountToken: false\`                                                   | \`automountServiceAccountToken: true\`                                                                          |
| \`replicas: 2\`                                                                           | \`replicas: count(values.x)\`; none where a HorizontalPodAutoscaler scales it                                   |
| behavior of a HorizontalPodAutoscaler                                                   | \`ApiObject.of(scaler).addJsonPatch(JsonPatch.remove('/spec/behavior'))\`                                       |
| the label and selector \`cdk8s.io/metadata.addr\`, the same in every release              | nothing: in a \`HelmChart\` it is another in each release                                                       |

Any field goes by \`ApiObject.of(construct).addJsonPatch(JsonPatch.remove(pointer))\`.
`;

const propsIntroduction = () => `
## All props of cdk8s-plus-28 ${packageVersion}

For each of them, and several values: the chart's objects are those that cdk8s makes of the same program with the literal, and both Helms
print them. \`x\` is the value.
`;

const methodsIntroduction = `
## Parameters of methods
`;

const notGivenIntroduction = `
## Structs that no program gives

Constructs return them, or nothing takes them: ${notGiven.map((name) => `\`${name}\``).join(', ')}.
`;

const escaped = (text: string) => text.replace(/\|/g, '\\|');

const typeOf = ({ type, in: where }: Prop): string =>
  where === 'alone' ? type : where === 'array' ? `${type}[]` : `map of ${type}`;

const article = (text: string) => (/^[AEIOU]/.test(text) ? 'an' : 'a');

/** What stands in the page for a prop whose type has no value: where to look. */
function without({ sort, type, in: where }: Prop): string {
  const each = where === 'alone' ? '' : 'each: ';
  if (sort === 'struct') return `${each}a struct, see \`${type}\`; the whole of it by \`Binding\``;
  if (sort === 'construct') return `${each}a construct`;
  return `${each}${article(type)} \`${type}\`, whose methods take values; see below`;
}

function wayOf({ way, note, refused }: Place): string {
  if (refused) return `refused ("${refused.message}"): ${refused.instead}${note ? `; ${note}` : ''}`;
  const code = way.code.includes('`') ? `\`\` ${way.code} \`\`` : `\`${way.code}\``;
  return note ? `${code}; ${note}` : code;
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [heads, ...rows].map((row) => row.map(escaped));
  const widths = heads.map((_, i) => Math.max(3, ...lines.map((row) => [...row[i]!].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell + ' '.repeat(widths[i]! - [...cell].length)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(lines[0]!), rule, ...lines.slice(1).map(line)].join('\n');
};

function propsTable(): string {
  const rows = props
    .filter(({ struct }) => !notGiven.includes(struct))
    .map((prop) => {
      const particular: Particular = particulars[`${prop.struct}.${prop.name}`] ?? {};
      const place = placeOf(prop, particular);
      return [`\`${prop.struct}.${prop.name}\``, `\`${typeOf(prop)}\``, place ? wayOf(place) : without(prop)];
    });
  return table(['prop', 'type', 'way'], rows);
}

function methodsTable(): string {
  const rows = methods.map((place) => [`\`${place.name}\``, wayOf(place).replace(/^/, place.refused ? '' : '`X` is ')]);
  return table(['call', 'way'], rows);
}

/** The page `docs/cdk8s-plus.md`. */
export const printPage = (): string =>
  [introduction, propsIntroduction(), propsTable(), '', methodsIntroduction, methodsTable(), '', notGivenIntroduction]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd() + '\n';
