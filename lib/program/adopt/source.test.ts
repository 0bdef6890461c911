import { describe, expect, test } from '@jest/globals';
import { edited, editAt } from './edit';
import { descend, isMember, meaning } from './forms';
import { Source } from './source';
import { tokensOf } from './tokens';

const words = (text: string) => tokensOf(text).map(({ source }) => source);

describe('the words of a source', () => {
  test('are none of comments', () => {
    expect(words("a /* 'x' */ b // 'y'\nc")).toEqual(['a', 'b', 'c']);
  });

  test('are whole strings, whatever quotes and brackets stand in them', () => {
    expect(words(`f('it\\'s }', "a'b", \`x\${g(\`}\`)}y\`)`)).toEqual([
      'f',
      '(',
      `'it\\'s }'`,
      ',',
      `"a'b"`,
      ',',
      '`x${g(`}`)}y`',
      ')',
    ]);
  });

  test('tell a regular expression from a division', () => {
    expect(words('a = b / c; d = /["/]/g')).toEqual(['a', '=', 'b', '/', 'c', ';', 'd', '=', '/["/]/g']);
  });

  test('say what a literal is, but not a template with holes', () => {
    const said = tokensOf("'a\\nb' `plain` `x${y}` 1_000 0x10").map(({ value }) => value);
    expect(said).toEqual(['a\nb', 'plain', undefined, 1000, 16]);
  });
});

const text = `const web = new kplus.Deployment(this, 'web', {
  replicas: 3,
  // image: 'nginx:1.26'
  containers: [{ image: 'nginx:1.27', port: props.port, size: Size.gibibytes(10) }],
});
web.addContainer({ image: IMAGE });
new X(this, 'y', { ...z, a: 1 });
`;
const source = new Source('web.ts', text);
const deployment = source.callAt(text.indexOf('new kplus'))!;

describe('a call', () => {
  test('is known with its constant, its end and the literals in it', () => {
    expect(deployment).toMatchObject({ callee: 'kplus.Deployment', variable: 'web', isStatement: false });
    expect(text.slice(0, deployment.after).endsWith('});')).toBe(true);
    expect(descend(deployment.args[2], ['containers', 0, 'image'])).toMatchObject({ value: 'nginx:1.27' });
    expect(descend(deployment.args[2], ['containers', 0, 'port'])).toMatchObject({ name: 'port', isDotted: true });
    expect(descend(deployment.args[2], ['containers', 1, 'image'])).toBeUndefined();
  });

  test('of a method is found by the name that stacks give, and by the constant', () => {
    expect(source.callAt(text.indexOf('addContainer'))).toMatchObject({
      callee: 'web.addContainer',
      isStatement: true,
    });
    expect(source.callsOf('web', 'addContainer')).toHaveLength(1);
  });

  test('has no literals where others are spread into them', () => {
    const call = source.callAt(text.indexOf('new X'))!;
    expect(call.args[2]!.entries).toBeUndefined();
  });
});

test('sizes, times and members of enumerations mean what an object has', () => {
  const [size, daily, at, type, other] = source0(
    "f(Size.gibibytes(10), Cron.daily(), Cron.schedule({ minute: '0', hour: '3' }), k.ServiceType.CLUSTER_IP, CLUSTER_IP)",
  );
  expect([size, daily, at].map((each) => meaning(each!))).toEqual(['10Gi', '0 0 * * *', '0 3 * * *']);
  expect([type, other].map((each) => isMember(each!, 'ClusterIP'))).toEqual([true, false]);
});

const source0 = (line: string) => new Source('a.ts', line).callAt(0)!.args;

test('edits at one place are made in their order, and each stands for its own text', () => {
  const own = new Source('a.ts', 'f(1, 2);');
  const edits = [
    editAt(own, { start: 8, end: 8 }, '\na'),
    editAt(own, { start: 8, end: 8 }, '\nb'),
    editAt(own, { start: 5, end: 6 }, 'x'),
  ];
  expect(edited(own, edits)).toBe('f(1, x);\na\nb');
});
