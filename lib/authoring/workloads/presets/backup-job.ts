import type { Construct } from 'constructs';
import { Condition, HelmChart } from '../../../core/manifest';
import { integer, text, toggle, type Refs } from '../../../core/values';
import { aBoolean, aName, aText, aWholeNumber, maybe, propsOf, takes } from '../../../core/values/argument';
import { construct, refsOf } from '../arguments';
import { cronJob } from '../controllers/cron-job';
import { environment, environmentVariables, type EnvironmentVariables } from '../environment';
import { anImage, containerImage, type ImageRefs } from '../image';
import { fieldsOf, kindsOf, trait, type DefaultsOf } from '../trait';
import { everyPod } from '../traits/every-pod';
import { resources } from '../traits/resources';
import { schedule } from '../traits/schedule';
import { keptVolume } from '../traits/storage';
import { Workload, preset } from '../workload';

/** Where backups are kept in the pod. */
const folder = '/backups';

/** How long backups are kept. */
const retention = trait({
  defaults: { retentionDays: aWholeNumber },
  props: {},
  fields: (defaults: { readonly retentionDays: number }) => ({
    retentionDays: integer(defaults.retentionDays, 'Days after which a backup is removed', { minimum: 1 }),
  }),
  apply: (_, { retentionDays }) => ({
    container: { env: environmentVariables({ RETENTION_DAYS: text`${retentionDays}` }) },
  }),
});

const traits = [schedule, retention, keptVolume('backups', folder), resources, ...everyPod] as const;

export interface BackupDefaults extends DefaultsOf<typeof traits> {
  readonly enabled: boolean;
}

const valuesTake = takes(
  'backupValues(defaults)',
  propsOf<object>({ enabled: aBoolean, ...kindsOf(traits, 'defaults') }),
);

/** `backup.*`. */
export const backupValues = (defaults: BackupDefaults) => {
  valuesTake(defaults);
  return toggle(defaults.enabled, fieldsOf(traits, defaults), 'Nightly backups to a volume of their own');
};

export interface BackupJobProps {
  readonly values: Refs<ReturnType<typeof backupValues>>;
  /** The image that has the dump command; usually that of the database. */
  readonly image: ImageRefs;
  /**
   * Shell command that writes one backup to the file `$target`; its name ends in `.dump`. When it fails, the file is removed
   * and no old backup either.
   */
  readonly dump: string;
  readonly env: EnvironmentVariables;
  /** Shell command that runs after a backup was made. @default none */
  readonly afterwards?: string;
}

const backupJobTakes = construct(
  'BackupJob',
  propsOf<BackupJobProps>({
    values: refsOf('backupValues()', ['enabled', 'schedule', 'retentionDays', 'persistence']),
    image: anImage,
    dump: aName,
    env: environment,
    afterwards: maybe(aText),
  }),
);

const backupJob = preset('BackupJob', { name: 'backupValues', fields: [] }, traits, cronJob);

/** A dump every night, kept for some days on a volume that outlives the release. */
export class BackupJob extends Workload {
  constructor(scope: Construct, id: string, props: BackupJobProps) {
    backupJobTakes(scope, id, props);
    super(scope, id, backupJob, props, () => ({
      pod: { restartPolicy: 'Never', automountServiceAccountToken: false },
      container: {
        name: 'backup',
        ...containerImage(props.image),
        command: ['/bin/sh', '-ec', script(props)],
        env: environmentVariables(props.env),
      },
      controller: { backoffLimit: 2, activeDeadlineSeconds: 3600 },
    }));
    Condition.of(this).when(props.values.enabled);
    HelmChart.tell(this, () => [
      { text: text`Backups are kept on the volume claim ${this.name}, which outlives the release.` },
    ]);
  }
}

/**
 * A backup gets its name only when it is whole; old ones go only after a new one is there. A pod that is killed cannot clean
 * up after itself, so what is not a backup after two hours goes first. Folders on the volume, such as lost+found, are not ours.
 */
const script = ({
  dump,
  afterwards,
}: BackupJobProps) => `find ${folder} -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
target=${folder}/$(date +%Y-%m-%dT%H-%M-%S).dump.part
trap 'rm -f "$target"' EXIT
${dump}
mv "$target" "\${target%.part}"
find ${folder} -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
ls -l ${folder}
${afterwards === undefined ? '' : `${afterwards}\n`}`;
