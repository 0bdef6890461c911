import type { Construct } from 'constructs';
import { KubeJob } from '../../../../imports/k8s';
import { ApplyPhase, HelmChart, NamedByContent, Order } from '../../../core/manifest';
import { integer, text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import type { Controller } from '../controllers/controller';
import { cronJob } from '../controllers/cron-job';
import { jobSpec } from '../controllers/job';
import { environment, environmentVariables } from '../environment';
import { anImage, containerImage } from '../image';
import { trait, type DefaultsOf, type PropsOf } from '../trait';
import * as t from '../traits';
import { describedValuesOf } from '../values-of';
import { Workload, preset, whatIsReady, type WorkloadProps } from '../workload';

/** What the Job of the first backup is called, behind the name of the workload. */
const firstId = 'first';

/** Where backups are kept in the pod. */
const folder = '/backups';

/** Makes a backup, and removes those that are too old. */
const backup = trait({
  defaults: { retentionDays: is.aWholeNumber },
  props: {
    /** The image that has the dump command; usually that of the database. */
    image: anImage,
    /**
     * Shell command that writes one backup to the file `$target`; its name ends in `.dump`. When it fails, the file is removed
     * and no old backup either.
     */
    dump: is.aName,
    env: environment,
    /**
     * The server that is backed up, and a shell command that succeeds once it answers: a backup waits for it. The first one is made
     * with the release, when the server may not be there yet. @default a backup that fails is tried again twice
     */
    waitFor: is.maybe(is.propsOf({ server: is.aConstruct, until: is.aName })),
    /** Shell command that runs after a backup was made. @default none */
    afterwards: is.maybe(is.aText),
  },
  fields: (defaults) => ({
    retentionDays: integer(defaults.retentionDays, 'Days after which a backup is removed', { minimum: 1 }),
  }),
  apply: (_, { retentionDays }, { image, dump, env, waitFor, afterwards = '' }) => ({
    container: {
      name: 'backup',
      ...containerImage(image),
      command: ['/bin/sh', '-ec', script(dump, afterwards, waitFor?.until)],
      env: environmentVariables({ ...env, RETENTION_DAYS: text`${retentionDays}` }),
    },
    controller: { backoffLimit: 2, activeDeadlineSeconds: 3600 },
  }),
});
/** What makes a backup. */
export type DumpProps = PropsOf<readonly [typeof backup]>;

/** Every night, and once with the release: a claim is bound for a pod that mounts it, and whoever waits for the claim until night waits in vain. */
const nightlyAndAtOnce: Controller = (workload, template, parts) => {
  const first = new KubeJob(workload, firstId, {
    metadata: { ...workload.metadata, name: text`${workload.name}-${firstId}` },
    spec: jobSpec(template, parts),
  });
  NamedByContent.of(first).always();
  ApplyPhase.of(first).set('operation');
  return cronJob(workload, template, parts);
};

const nightly = 'nightly backups to a volume of their own';
const own = [t.switchable(nightly), t.schedule, backup, t.keptVolume('backups', folder, 'operation')] as const;
const traits = [...own, t.resources, ...t.everyPod, t.unneededIdentity, t.jobAccess] as const;

export type BackupDefaults = DefaultsOf<typeof traits>;

/** `backup.*`. */
export const backupValues = describedValuesOf('backupValues', traits, 'Nightly backups to a volume of their own');

export type BackupJobProps = WorkloadProps<typeof traits>;

const maker = { name: 'backupValues', fields: ['enabled', 'schedule', 'retentionDays', 'persistence'] };
const backupJob = preset('BackupJob', maker, traits, nightlyAndAtOnce);

/**
 * A dump every night, kept for some days on a volume that outlives the release. The first is made with the release, and another
 * whenever something changes in how it is made: so that it is known at once whether it can be.
 */
export class BackupJob extends Workload {
  constructor(scope: Construct, id: string, props: BackupJobProps) {
    super(scope, id, backupJob, props);
    const first = this.node.findChild(firstId);
    if (props.waitFor) for (const each of [first, this.controller]) Order.of(each).waitsFor(whatIsReady(props.waitFor.server));
    HelmChart.note(this, () => [
      { text: text`Backups are kept on the volume claim ${this.name}, which outlives the release.` },
    ]);
  }
}

/**
 * A backup gets its name only when it is whole; old ones go only after a new one is there. A pod that is killed cannot clean
 * up after itself, so what is not a backup after two hours goes first. Folders on the volume, such as lost+found, are not ours.
 */
const script = (dump: string, afterwards: string, ready?: string) => `${ready === undefined ? '' : waiting(ready)}find ${folder} -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
target=${folder}/$(date +%Y-%m-%dT%H-%M-%S).dump.part
trap 'rm -f "$target"' EXIT
${dump}
mv "$target" "\${target%.part}"
find ${folder} -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
ls -l ${folder}
${afterwards === '' ? '' : `${afterwards}\n`}`;

const waiting = (ready: string) => `until ${ready}; do
  echo 'waiting for the server'
  sleep 5
done
`;
