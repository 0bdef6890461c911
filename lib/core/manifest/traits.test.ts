import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { Deployment, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  DefinitionError,
  entries,
  formatProblem,
  isSet,
  not,
  text,
  token,
  when,
  type Expression,
  type Merged,
  type Tree,
} from '../values';
import { at, configMap, manifestsOf, objectsOf, problemsOf, type Build } from './example.fixture';
import { ApplyPhase, Binding, Condition, Hook, type HookEvent } from './traits';

/** The text of the error that building throws. */
function refusal(build: Build): string {
  try {
    manifestsOf(build);
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
  return '';
}

describe('Binding', () => {
  const deployment: Build = (chart, { resources, tolerations, name }) => {
    const web = new k8s.KubeDeployment(chart, 'web', {
      spec: { selector: {}, template: { spec: { containers: [{ name: 'web', image: 'web' }] } } },
    });
    Binding.of(web)
      .set('/spec/template/spec/containers/0/resources', resources)
      .set('/spec/template/spec/tolerations', tolerations)
      .set('/spec/template/spec/containers/-', { name: 'second', image: text`${name}:1` })
      .set('/metadata/annotations/example.com~1note', name);
  };

  test('puts structs and lists of the values into an L1 object', () => {
    const [object] = objectsOf(deployment, { tolerations: [{ key: 'b' }] });
    expect(at(object, '/spec/template/spec')).toEqual({
      containers: [
        { name: 'web', image: 'web', resources: { limits: { cpu: '1' } } },
        { name: 'second', image: 'api:1' },
      ],
      tolerations: [{ key: 'b' }],
    });
    expect(object).toMatchObject({ metadata: { annotations: { 'example.com/note': 'api' } } });
  });

  test('leaves out what is empty', () => {
    const [object] = objectsOf(deployment, { tolerations: [], resources: { limits: null } });
    expect(at(object, '/spec/template/spec')).toEqual({
      containers: [
        { name: 'web', image: 'web' },
        { name: 'second', image: 'api:1' },
      ],
    });
  });

  test('replaces what an L2 object chose by itself', () => {
    const [object] = objectsOf((chart, { resources, extra, tolerations }) => {
      const web = new Deployment(chart, 'web', { replicas: 1, containers: [{ image: 'web', portNumber: 80 }] });
      Binding.of(ApiObject.of(web))
        .set('/spec/template/spec/containers/0/resources', resources)
        .set('/spec/template/spec/tolerations', when(extra, tolerations));
    });
    expect(at(object, '/spec/template/spec/containers/0/resources')).toEqual({ limits: { cpu: '1' } });
    expect(at(object, '/spec/template/spec/tolerations')).toBeUndefined();
  });

  test('takes tokens in what it sets, and says which of them cannot be right', () => {
    const [object] = objectsOf((chart, { name, port }) => {
      Binding.of(configMap(chart, 'config', {})).set('/data', { url: `http://${String(name)}/`, port: token(port) });
    });
    expect(at(object, '/data')).toEqual({ url: 'http://api/', port: 8080 });
    const [problem] = problemsOf((chart, { name }) => {
      const encoded = Buffer.from(String(name)).toString('base64');
      Binding.of(configMap(chart, 'config', {})).set('/data/a~1b', [encoded]);
    });
    expect(problem).toMatchObject({ code: 'mangled-token', construct: 'example/config', path: '/data/a~1b/0' });
  });

  test('sets two elements after the last one', () => {
    const [object] = objectsOf((chart, { name, port }) => {
      Binding.of(configMap(chart, 'config', { list: ['a'] }))
        .set('/data/list/-', name)
        .set('/data/list/-', port);
    });
    expect(at(object, '/data/list')).toEqual(['a', 'api', 8080]);
  });

  test.each([
    ['the same place', '/data/a', '/data/a', ' one '],
    ['what is around that of another', '/data/a/b', '/data/a', ' that of /data/a/b '],
    ['an element that another has added', '/data/list/-', '/data/list/1', ' that of /data/list/- '],
  ])('is refused where it sets %s, with both lines', (_, first, second, what) => {
    const [problem, ...others] = problemsOf((chart, { name, port }) => {
      const binding = Binding.of(configMap(chart, 'config', { list: ['a'] }));
      binding.set(first, name);
      binding.set(second, port);
    });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'same-binding', construct: 'example/config', path: second });
    expect(problem!.message).toMatch(
      new RegExp(
        `^a binding at \\S*traits\\.test\\.ts:(\\d+):\\d+ takes the place of${what}at \\S*traits\\.test\\.ts:(?!\\1)\\d+:\\d+$`,
      ),
    );
  });

  test('says an entry once that a map of users could say too, and wins', () => {
    const build: Build = (chart, { commonLabels, name, port }) => {
      const config = configMap(chart, 'config', { ...entries(commonLabels), b: '2' });
      Binding.of(config).set('/data/team', name).set('/data/b', port);
    };
    expect(objectsOf(build, { commonLabels: { team: 'core', more: 'x' } })).toMatchObject([
      { data: { team: 'api', b: 8080, more: 'x' } },
    ]);
    const [manifest] = manifestsOf(build);
    const [, users] = (manifest!.object['data'] as Merged).parts as readonly Expression[];
    expect(users!.node).toMatchObject({ kind: 'without', keys: expect.arrayContaining(['team', 'b']) });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '10'])('sets an entry %s', (key) => {
    const [object] = objectsOf((chart, { name }) => {
      Binding.of(configMap(chart, 'config', { a: 'b' }))
        .set(`/data/${key}`, name)
        .set(`/data/more/${key}/x`, name);
    });
    const { data } = object as unknown as { readonly data: { readonly more: object } };
    expect(Object.entries(data)).toContainEqual([key, 'api']);
    expect(Object.entries(data.more)).toEqual([[key, { x: 'api' }]]);
  });

  test('refuses an object that is inside itself', () => {
    const tree: { [key: string]: Tree } = { a: 'b' };
    tree['list'] = [{ tree }];
    expect(refusal((chart) => Binding.of(configMap(chart, 'config', {})).set('/data', tree))).toBe(
      'tree.list[0].tree of Binding.of(object).set() is tree itself, which it is inside of [invalid-argument]\n' +
        '    Leave it out, or copy what is meant.',
    );
  });

  test('says where there is no place for a value', () => {
    const problems = problemsOf((chart, { name }) => {
      Binding.of(configMap(chart, 'config', { list: 'text' }))
        .set('/data/list/0/x', name)
        .set('data', name)
        .set('data/list', name);
    });
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        /^example\/config \/data\/list\/0\/x: there is no such place .* \[unreachable-binding\]\n/,
      ) as unknown,
      expect.stringMatching(/^example\/config data: there is no such place .* \[unreachable-binding\]\n/) as unknown,
      expect.stringMatching(
        /^example\/config data\/list: there is no such place .* \[unreachable-binding\]\n/,
      ) as unknown,
    ]);
  });

  test('refuses an element of a list that is not there', () => {
    const problems = problemsOf((chart, { resources }) => {
      const web = new k8s.KubeDeployment(chart, 'web', {
        spec: { selector: {}, template: { spec: { containers: [{ name: 'web' }] } } },
      });
      Binding.of(web)
        .set('/spec/template/spec/containers/1/resources', resources)
        .set('/spec/template/spec/containers/first', resources)
        .set('/spec/template/spec/containers/7', resources);
    });
    expect(problems.map(({ code }) => code)).toEqual([
      'unreachable-binding',
      'unreachable-binding',
      'unreachable-binding',
    ]);
  });
});

describe('Condition', () => {
  const nested: Build = (chart, { enabled, extra, name }) => {
    const outer = new Construct(chart, 'outer');
    const inner = new Construct(outer, 'inner');
    Condition.of(outer).when(enabled);
    Condition.of(inner).when(not(extra));
    const config = configMap(inner as never, 'config', { name });
    Condition.of(config).when(isSet(name));
    configMap(outer as never, 'other', { name });
  };

  test('holds for all objects below, and with those of the scopes around it', () => {
    const names = (over: object) => objectsOf(nested, over as never).map((object) => at(object, '/metadata/name'));
    expect(names({})).toEqual(['config', 'other']);
    expect(names({ extra: true })).toEqual(['other']);
    expect(names({ name: '' })).toEqual(['other']);
    expect(names({ enabled: false })).toEqual([]);
  });

  test('of a whole chart holds for all its objects', () => {
    const build: Build = (chart, { enabled }) => {
      Condition.of(chart).when(enabled);
      configMap(chart, 'config', {});
    };
    expect(objectsOf(build)).toHaveLength(1);
    expect(objectsOf(build, { enabled: false })).toEqual([]);
  });

  test('said twice of one construct asks for both', () => {
    const build: Build = (chart, { enabled, extra }) => {
      const config = configMap(chart, 'config', {});
      Condition.of(config).when(enabled);
      Condition.of(config).when(extra);
    };
    expect(objectsOf(build)).toEqual([]);
    expect(objectsOf(build, { enabled: false, extra: true })).toEqual([]);
    expect(objectsOf(build, { extra: true })).toHaveLength(1);
  });

  test('that is the same in several scopes is said once', () => {
    const [manifest] = manifestsOf((chart, { enabled }) => {
      const scope = new Construct(chart, 'scope');
      Condition.of(scope).when(enabled);
      Condition.of(configMap(scope as never, 'config', {})).when(enabled);
    });
    expect(manifest!.condition!.node.kind).toBe('reference');
  });
});

describe('Hook', () => {
  test('runs at every event that is said, each once, however often it is asked', () => {
    const [manifest] = manifestsOf((chart) => {
      const config = configMap(chart, 'config', {});
      Hook.of(config).on('pre-install').weight(-5);
      Hook.of(config).on('pre-upgrade', 'pre-install').on('post-delete');
    });
    expect(manifest!.hook).toMatchObject({ events: ['pre-install', 'pre-upgrade', 'post-delete'], weight: -5 });
  });

  test.each<[string, (hook: Hook) => Hook, string]>([
    [
      'an event that Helm does not know',
      (hook) => hook.on('preinstall' as HookEvent),
      'example/config: "preinstall" is not a hook event [invalid-hook]\n    Use one of: pre-install, post-install, pre-upgrade, post-upgrade, pre-rollback, post-rollback, pre-delete, post-delete, test.',
    ],
    [
      'a weight that is not a whole number',
      (hook) => hook.on('test').weight(0.5),
      'example/config: hook weight 0.5 is not a whole number [invalid-hook]\n    Use an integer such as -5.',
    ],
    [
      'a weight that is not a number',
      (hook) => hook.on('test').weight(NaN),
      'example/config: hook weight NaN is not a whole number [invalid-hook]\n    Use an integer such as -5.',
    ],
    [
      'a delete policy that Helm does not know',
      (hook) => hook.on('test').deleteWhen('succeeded' as never),
      'example/config: "succeeded" is not a delete policy [invalid-hook]\n    Use one of: before-hook-creation, hook-succeeded, hook-failed.',
    ],
    [
      'no event at all',
      (hook) => hook.weight(-5),
      "example/config: this hook has no event, so that it would never run [invalid-hook]\n    Say when: Hook.of(object).on('pre-install').",
    ],
  ])('refuses %s', (_, use, expected) => {
    expect(refusal((chart) => use(Hook.of(configMap(chart, 'config', {}))))).toBe(expected);
  });

  test('has weight 0 and is deleted before the next run and after success, unless something else was said', () => {
    const hooks = manifestsOf((chart) => {
      Hook.of(configMap(chart, 'a', {})).on('pre-install', 'pre-upgrade');
      Hook.of(configMap(chart, 'b', {}))
        .weight(-5)
        .on('test')
        .deleteWhen('hook-failed');
    }).map(({ hook }) => hook);
    expect(hooks).toEqual([
      { events: ['test'], weight: -5, deletePolicies: ['hook-failed'] },
      { events: ['pre-install', 'pre-upgrade'], weight: 0, deletePolicies: ['before-hook-creation', 'hook-succeeded'] },
    ]);
  });

  test('of lower weight stands in an earlier place', () => {
    const places = manifestsOf((chart) => {
      Hook.of(configMap(chart, 'late', {}))
        .on('pre-upgrade')
        .weight(7);
      Hook.of(configMap(chart, 'early', {}))
        .on('pre-install')
        .weight(-5);
    }).map(({ file, place }) => `${place} ${file}`);
    expect(places).toEqual(['30 early-configmap', '31 late-configmap']);
  });
});

test('a phase holds for all objects below, the nearest one first', () => {
  const places = manifestsOf((chart) => {
    const scope = new Construct(chart, 'scope');
    ApplyPhase.of(scope).set('dependency');
    configMap(scope as never, 'a', {});
    ApplyPhase.of(configMap(scope as never, 'b', {})).set('operation');
    configMap(chart, 'c', {});
  }).map(({ file, place }) => `${place} ${file}`);
  expect(places).toEqual(['10 c-configmap', '20 scope-a-configmap', '50 scope-b-configmap']);
});
