import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { systemsOf } from '../../../program/app';
import { systems as declared } from '../../../systems';
import { printChart } from '../chart-files';
import { behaviourItems } from './behaviour.fixture';
import { fileItems } from './files.fixture';
import { knobItems } from './knobs.fixture';
import { nameItems } from './names.fixture';
import { Subject } from './subject.fixture';

/** All that docs/charts.md promises of every chart. */
export const items = [...fileItems, ...nameItems, ...knobItems, ...behaviourItems];

/** The charts of the systems that are wanted: all, if nobody says which. */
export function subjectsOf(isWanted: (system: string) => boolean = () => true): Subject[] {
  const app = new App();
  for (const System of declared) new System(app);
  const root = join(__dirname, '../../../..');
  const license = readFileSync(join(root, 'LICENSE'), 'utf8');
  const wanted = systemsOf(app).filter(({ definition }) => isWanted(definition.name));
  return wanted.map(({ definition, manifests }) => {
    const exceptions = definition.declarations?.exceptions ?? [];
    const excepted = manifests.filter(({ construct }) =>
      exceptions.some((each) => construct === each.construct || construct.startsWith(`${each.construct}/`)),
    );
    const templates = new Set(excepted.map(({ file }) => `templates/${file}.yaml`));
    return new Subject(definition.name, printChart(definition, manifests, license).files, templates);
  });
}
