import { argoPhases, isMisread } from '../../../core/order/argo-phase';
import { isNeededByRelease } from '../../../core/order/engines';
import { graphOf, isKeptByEngine } from '../../../core/order/graph';
import { readHook } from '../../../core/order/read-hook';
import { annotationsOf, describe, pointerTo, type Container } from '../../../core/references/objects';
import type { Json } from '../../../core/values';
import { inputRule, podRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { enginesInUse } from './engines-in-use';

const argoHook = 'argocd.argoproj.io/hook';

/** What a hook needs of the release itself, which is not there before the first sync. */
const needOf = (input: CheckInput, hook: CheckedObject) =>
  graphOf(input)
    .of(hook)
    .find((need) => !isKeptByEngine(need) && !readHook(need.to));

const misreadHook = inputRule(
  {
    code: 'argo-misreads-hook',
    question: 'policy',
    recommended: 'error',
    why: 'Argo CD knows no first installation: it runs what Helm runs before an upgrade before the first sync too, when nothing of the release is there, and what Helm runs afterwards only when all is healthy.',
    remedy:
      'Annotate the hook for Argo CD beside Helm: argocd.argoproj.io/hook: Sync, with a sync-wave between what it needs and what needs it.',
  },
  (input) => {
    if (!enginesInUse(input).argo) return [];
    const graph = graphOf(input);
    return input.objects.flatMap((of): Breach[] => {
      const hook = readHook(of);
      // What we print says it in Argo CD's own words.
      if (!hook || of.hook || annotationsOf(of)[argoHook] !== undefined) return [];
      const isNeeded = isNeededByRelease(graph, of);
      if (!isMisread(hook.events, isNeeded)) return [];
      const need = needOf(input, of);
      if (!need && !isNeeded) return [];
      const why = need ? `needs ${describe(need.to)} of the same sync` : 'is waited for by objects of the release';
      const phase = argoPhases(hook.events, isNeeded).join(',') || 'Sync';
      const message = `${why}, and Argo CD runs ${hook.events.join(',')} at another time than Helm does`;
      return [
        {
          at: of,
          pointer: pointerTo('/metadata/annotations', 'helm.sh/hook'),
          message,
          remedy: `Annotate the hook with ${argoHook}: ${phase}, and a sync-wave between what it needs and what needs it.`,
        },
      ];
    });
  },
);

/** Commands that migrate a database and fail where it has been migrated further than they know; and what of them tells that they do not. */
const migrations: readonly { readonly command: RegExp; readonly name: string; readonly tolerates?: RegExp }[] = [
  // https://alembic.sqlalchemy.org/en/latest/api/script.html: "Can't locate revision identified by"
  { command: /\balembic\b.*\bupgrade\b/s, name: 'alembic upgrade', tolerates: /\balembic\b[^\n]*\b(current|heads)\b/ },
  { command: /\bflask\b.*\bdb\s+upgrade\b/s, name: 'flask db upgrade', tolerates: /\bdb\s+(current|heads)\b/ },
  // https://github.com/golang-migrate/migrate/blob/master/FAQ.md: "no migration found for version"
  { command: /\bmigrate\b.*-(path|source|database)\b.*\bup\b/s, name: 'migrate up' },
  // https://knexjs.org/guide/migrations.html: "The migration directory is corrupt"
  {
    command: /\bknex\b.*\bmigrate:latest\b/s,
    name: 'knex migrate:latest',
    tolerates: /disableMigrationsListValidation/,
  },
  // https://docs.rs/sqlx/latest/sqlx/migrate/enum.MigrateError.html: VersionMissing
  { command: /\bsqlx\b.*\bmigrate\s+run\b/s, name: 'sqlx migrate run', tolerates: /--ignore-missing\b/ },
];

/** What a container runs, in one text. */
function commandOf({ value }: Container): string {
  const words = (field: 'command' | 'args') => (Array.isArray(value[field]) ? (value[field] as readonly Json[]) : []);
  return [...words('command'), ...words('args')].map(String).join(' ');
}

const blockedRollback = podRule(
  {
    code: 'migration-blocks-rollback',
    question: 'policy',
    why: 'After a rollback the older image finds a revision that it does not know: its migration fails, and where pods or an engine wait for that, the older version never starts.',
    remedy:
      'Let the command go on where the revision is not known, as alembicUpgrade does, or migrate only at an upgrade by Helm.',
    remedyInFolder: 'Let the command end well where the database has a revision that the image does not know.',
  },
  ({ owner, containers }, input) => {
    const hook = readHook(owner);
    const { argo, flux } = enginesInUse(input);
    // Helm runs hooks of an upgrade at no rollback; the others know only what is to be there.
    const isRunAgain = hook !== undefined && (argo || flux);
    return containers.flatMap((container) => {
      if (container.role !== 'init' && !isRunAgain) return [];
      const text = commandOf(container);
      const found = migrations.find(({ command, tolerates }) => command.test(text) && !tolerates?.test(text));
      if (!found) return [];
      const when = container.role === 'init' ? 'before its pods start' : 'at each sync';
      const message = `"${found.name}" runs ${when}, and fails on a database that a newer version has migrated: a rollback would not start`;
      const field = Array.isArray(container.value['command']) ? 'command' : 'args';
      return [{ pointer: `${container.pointer}/${field}`, message }];
    });
  },
);

export const gitopsHookRules = [misreadHook, blockedRollback] as const;
