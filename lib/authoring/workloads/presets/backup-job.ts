import type { Construct } from 'constructs';
import { KubeJob } from '../../../../imports/k8s';
import { ApplyPhase, Binding, HelmChart, NamedByContent, Order } from '../../../core/manifest';
import { integer, orElse, text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { aConstruct } from '../arguments';
import type { Controller } from '../controllers/controller';
import { cronJob } from '../controllers/cron-job';
import { jobSpec } from '../controllers/job';
import { environment, environmentVariables } from '../environment';
import { anImage, containerImage } from '../image';
import { trait, type DefaultsOf, type PropsOf, type Named } from '../trait';
import * as t from '../traits';
import { describedValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Workload, whatIsReady } from '../workload';

/** What the Job of the first backup is called, behind the name of the workload. */
const firstId = 'first';

/** Where backups are kept in the pod. */
const folder = '/backups';

const backupDeclared = trait({
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
     * The servers that a backup needs, and a shell command that succeeds once they answer. The first backup, which is made with the
     * release, waits for them; one at night does not, but fails. @default the first one fails too, and is tried again twice
     */
    waitFor: is.maybe(is.propsOf({ servers: is.listOf(aConstruct), until: is.aName })),
    /** Shell command that runs after a backup was made. @default none */
    afterwards: is.maybe(is.aText),
  },
  fields: (defaults) => ({
    retentionDays: integer(defaults.retentionDays, 'Days after which a backup is removed', { minimum: 1 }),
  }),
  apply: (_, { retentionDays }, { image, dump, env, afterwards }) => ({
    container: {
      name: 'backup',
      ...containerImage(image),
      command: ['/bin/sh', '-ec', script(dump, afterwards)],
      env: environmentVariables({ ...env, RETENTION_DAYS: text`${retentionDays}` }),
    },
    controller: { backoffLimit: 2, activeDeadlineSeconds: 3600 },
  }),
});

export interface BackupTrait extends Named<typeof backupDeclared> {}

/** Makes a backup, and removes those that are too old. */
const backup: BackupTrait = backupDeclared;
/** What makes a backup. */
export interface DumpProps extends PropsOf<readonly [typeof backup]> {}

/**
 * Every night, and once with the release: most storage classes bind a claim for the first pod that mounts it, so that whoever waits for
 * the claim would else wait until night.
 */
const nightlyAndAtOnce: Controller = (workload, template, parts) => {
  const first = new KubeJob(workload, firstId, {
    metadata: { ...workload.metadata, name: text`${workload.name}-${firstId}` },
    spec: jobSpec(template, parts),
  });
  NamedByContent.of(first).always();
  ApplyPhase.of(first).set('operation');
  return cronJob(workload, template, parts);
};

const wait = (until: string) => `until ${until}; do
  echo 'waiting for what is backed up'
  sleep 5
done
`;

const nightly = 'nightly backups to a volume of their own';
const own = [t.switchable(nightly), t.schedule, t.runs, backup, t.keptVolume('backups', folder, 'operation')] as const;
const traits = [...own, t.resources, ...t.everyPod, t.unneededIdentity, t.jobAccess] as const;

export interface BackupDefaults extends DefaultsOf<typeof traits> {}

/** `backup.*`. */
export const backupValues = describedValuesOf('backupValues', traits, 'Nightly backups to a volume of their own');

export interface BackupJobProps extends WorkloadProps<typeof traits> {}

const maker = { name: 'backupValues', fields: ['enabled', 'schedule', 'retentionDays', 'persistence'] };
const backupJob = preset('BackupJob', maker, traits, nightlyAndAtOnce);

/**
 * A dump every night, kept for some days on a volume that outlives the release. The first is made with the release, and another
 * whenever something changes in how it is made: so that it is known at once whether it can be.
 */
export class BackupJob extends Workload {
  constructor(scope: Construct, id: string, props: BackupJobProps) {
    super(scope, id, backupJob, props);
    const { waitFor, dump, afterwards } = props;
    if (waitFor) {
      const first = this.node.findChild(firstId);
      Binding.of(first).set(
        '/spec/template/spec/containers/0/command/2',
        wait(waitFor.until) + script(dump, afterwards),
      );
      Order.of(first).waitsFor(...waitFor.servers.map(whatIsReady));
    }
    const claim = orElse(props.values.persistence.existingClaim, this.name);
    HelmChart.note(this, () => [
      { text: text`Backups are kept on the volume claim ${claim}, which outlives the release.` },
    ]);
  }
}

/**
 * A backup gets its name only when it is whole; old ones go only after a new one is there. A pod that is killed cannot clean
 * up after itself, so what is not a backup after two hours goes first. Folders on the volume, such as lost+found, are not ours.
 */
const script = (dump: string, afterwards = '') => `find ${folder} -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
target=${folder}/$(date +%Y-%m-%dT%H-%M-%S).dump.part
trap 'rm -f "$target"' EXIT
${dump}
mv "$target" "\${target%.part}"
find ${folder} -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
ls -l ${folder}
${afterwards === '' ? '' : `${afterwards}\n`}`;
