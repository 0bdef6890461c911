import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  DefinitionError,
  integer,
  object,
  string,
  text,
  fullname,
  toggle,
  values,
  type Problem,
} from '../../core/values';
import { Condition, HelmChart, KubeObject, type KubeMetadata } from '../../core/manifest';
import { environmentInput } from '../../judging/check/environment';
import { systemsOf } from '../app';
import { synthesizedSystem } from '../app/output';
import { explanations, readWanted } from './explain';
import { explanationText } from './explain-text';
import { graphOf } from './graph';
import { graphDot, graphMermaid, graphText } from './graph-print';
import { objectName } from './object-names';
import { describedValues, valuesText } from './values';

const Values = values({
  host: string('localhost', 'Host of the database. It is reached by its name.', { minLength: 1 }),
  web: object({ replicas: integer(2, 'Number of pods', { minimum: 1, maximum: 9 }) }, 'Web'),
  banner: toggle(false, { text: string('Hello', 'What it says') }, 'A banner'),
});

type Props = { readonly metadata?: KubeMetadata; readonly [field: string]: unknown };

function make(
  scope: Construct,
  id: string,
  { apiVersion, kind, ...props }: Props & { apiVersion: string; kind: string },
) {
  return new KubeObject(scope, id, { apiVersion, kind }, props);
}

class Shop extends HelmChart<typeof Values> {
  constructor(app: App) {
    super(app, 'shop', {
      values: Values,
      environments: {
        local: { values: {} },
        production: { values: { web: { replicas: 5 }, banner: { enabled: true } } },
      },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
    });
    make(this, 'settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: text`${fullname}-settings` },
      data: { HOST: this.values.host, LEVEL: 'info' },
    });
    const banner = make(this, 'banner', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: text`${fullname}-banner` },
      data: { TEXT: this.values.banner.text },
    });
    Condition.of(banner).when(this.values.banner.enabled);
    make(this, 'web', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: text`${fullname}-web` },
      spec: {
        replicas: this.values.web.replicas,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              { name: 'web', image: 'web:1', envFrom: [{ configMapRef: { name: text`${fullname}-settings` } }] },
            ],
          },
        },
      },
    });
    make(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: text`${fullname}-web` },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
  }
}

const app = new App();
new Shop(app);
const [system] = systemsOf(app);
const synthesized = synthesizedSystem(system!, system!.definition.environments);
const { environments } = system!.definition;

function problemOf(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems[0]!;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('the values of a system', () => {
  const names = new Map(
    synthesized.outputs.flatMap(({ plain }) =>
      plain.flatMap(({ manifest, object: made }) =>
        manifest ? [[manifest.construct, objectName(made)] as const] : [],
      ),
    ),
  );
  const described = describedValues(system!, environments, names);
  const of = (path: string) => described.find((value) => value.path === path)!;

  test('have a type, constraints, a default, what environments set, and the first sentence', () => {
    expect(of('web.replicas')).toMatchObject({
      type: 'integer',
      constraints: ['1 to 9'],
      default: 2,
      environments: { production: 5 },
      about: 'Number of pods',
    });
    expect(of('host')).toMatchObject({ constraints: ['not empty'], environments: {}, about: 'Host of the database.' });
  });

  test('reach places of objects, or decide whether objects exist', () => {
    expect(of('host').reaches).toEqual([
      { object: 'ConfigMap/shop-settings', construct: 'shop/settings', pointers: ['/data/HOST'], isCondition: false },
    ]);
    expect(of('banner.enabled').reaches).toEqual([
      { object: 'ConfigMap/shop-banner', construct: 'shop/banner', pointers: [''], isCondition: true },
    ]);
  });

  test('are a paragraph each', () => {
    expect(valuesText([of('web.replicas'), of('banner.enabled')], ['local', 'production'])).toMatchInlineSnapshot(`
     "web.replicas: integer, 1 to 9
         Number of pods
         default     2
         production  5
         -> Deployment/shop-web /spec/replicas

     banner.enabled: boolean
         Whether it is on: a banner
         default     false
         production  true
         -> ConfigMap/shop-banner (whether it exists)"
    `);
  });
});

describe('an explanation', () => {
  test('of a field says what it is, how it is written and who set its values', () => {
    const text = explanationText(explanations([synthesized], readWanted('Deployment/shop-web#/spec/replicas')));
    expect(text.replace(/ at \S+/g, ' at LINE').replace(/called from +\S+\n(?: {2,}\S+:\d+:\d+\n)*/, ''))
      .toMatchInlineSnapshot(`
     "Deployment/shop-web (apps/v1) in namespace shop
       system       shop: local, production
       made by      shop (Shop) at LINE
                      web (KubeObject) at LINE
         first file   shop/local/40-workload/40-web-deployment.k8s.yaml

       local
       /spec/replicas = 2
         written as  the value web.replicas
         value         is  set by
         web.replicas  2   default

       production
       /spec/replicas = 5
         written as  the value web.replicas
         value         is  set by
         web.replicas  5   environment production
     "
    `);
  });

  test('of an object that one environment has says on what that depends', () => {
    const [only, ...others] = explanations([synthesized], { object: 'shop/banner' });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      environment: 'production',
      object: 'ConfigMap/shop-banner',
      existsBy: ['banner.enabled'],
    });
    expect(only!.values.find(({ path }) => path === 'banner.text')).toMatchObject({ value: 'Hello', setBy: 'default' });
  });

  test('names a line of a values file that says so', () => {
    const said = explanations([synthesized], { object: 'shop-settings' }, ([key]) =>
      key === 'host' ? 'own.yaml:3' : undefined,
    );
    expect(said[0]!.values.find(({ path }) => path === 'host')).toMatchObject({ setBy: 'own.yaml:3' });
  });

  test.each([
    ['Deployment/shop-wbe', 'did you mean "Deployment/shop-web"?', 'Deployment/shop-web'],
    ['shop-web', '"shop-web" is the name of several objects', 'Deployment/shop-web, Service/shop-web'],
    ['Deployment/shop-web#spec.replicas', 'begins with a slash', 'Deployment/shop-web#/spec/replicas'],
    ['Deployment/shop-web#/spec/replica', 'did you mean "replicas"?', '/spec is a map with replicas, selector'],
    ['Deployment/shop-web#/spec/template/spec/containers/web', 'did you mean 0, which is called so?', 'a list of 1'],
    [
      'Deployment/shop-web#/spec/replicas/x',
      'has no /spec/replicas/x',
      '/spec/replicas is 2, in which there is nothing',
    ],
  ])('of %s cannot be had, and says why', (wanted, message, remedy) => {
    const problem = problemOf(() => explanations([synthesized], readWanted(wanted)));
    expect(problem.message).toContain(message);
    expect(problem.remedy).toContain(remedy);
  });
});

describe('the graph', () => {
  const inputs = synthesized.outputs.map((output) => ({
    environment: output.environment.name,
    input: environmentInput({ ...system!, ...output }, 'dist'),
  }));
  const tree = graphOf(system!, inputs);

  test('has the objects below their constructs, with what they name and select', () => {
    expect(graphText(tree)).toMatchInlineSnapshot(`
     "shop (Shop)
     ├─ settings: ConfigMap/shop-settings
     ├─ banner: ConfigMap/shop-banner (only in production)
     ├─ web: Deployment/shop-web
     │      -> ConfigMap/shop-settings
     └─ service: Service/shop-web
            => pods of Deployment/shop-web
     "
    `);
  });

  test('is drawn with every object and link', () => {
    expect(graphMermaid(tree)).toMatchInlineSnapshot(`
     "flowchart LR
       subgraph g0["shop (Shop)"]
         o0["ConfigMap/shop-settings"]
         o1["ConfigMap/shop-banner"]
         o2["Deployment/shop-web"]
         o3["Service/shop-web"]
       end
       o2 --> o0
       o3 -.-> o2
     "
    `);
    expect(graphDot(tree)).toContain('[label="Deployment/shop-web"];');
    expect(graphDot(tree).match(/->/g)).toHaveLength(2);
  });
});
