import * as is from '../../../core/values/argument';
import type { Templated } from '../../../core/values';
import { checked } from '../../../core/values/takes';
import { aConstruct } from '../../workloads/arguments';
import type { InitContainer } from '../../workloads/container';
import { environment } from '../../workloads/environment';
import { anImage } from '../../workloads/image';

/** What alembic says of a revision that is in no file of the image; of the one in the database, since `current` asks for no other. */
const unknownRevision = `*"Can't locate revision identified by"*`;

/**
 * Runs the migration, which is what the shell is given. Where it fails, alembic is asked for the revision of the database, by the words that
 * come before the migration's own (`uv run alembic`): one that this image does not have is taken for that of a newer image, and left as it is.
 */
const upgrade = `# Asks by alembic current, or by whatever words the migration calls alembic.
current() {
  found=
  for word do
    shift
    [ -n "$found" ] || set -- "$@" "$word"
    case "$word" in alembic | */alembic) found=yes ;; esac
  done
  [ -n "$found" ] && "$@" current
}
if "$@"; then
  exit 0
else
  code=$?
fi
if current=$(current "$@" 2>&1); then
  exit "$code"
fi
case "$current" in
  ${unknownRevision})
    printf '%s\\n' "$current" "The schema is newer than this image, which leaves it as it is."
    exit 0
    ;;
esac
exit "$code"
`;

/**
 * Asks again and again whether each head of the image is in the database. A revision that the image does not have is taken for a newer
 * one. All else, such as a database that does not answer, is waited out; the last line says what for.
 */
const gate = `heads=$(alembic heads)
newline='
'
while true; do
  if current=$(alembic current 2> /tmp/alembic-current.log); then
    missing=
    while read -r revision marks; do
      case "$marks" in *head\\)*) ;; *) continue ;; esac
      case "$newline$current" in *"$newline$revision "*) ;; *) missing="$missing $revision" ;; esac
    done <<HEADS
$heads
HEADS
    if [ -z "$missing" ]; then
      echo "The schema is that of this image."
      exit 0
    fi
    [ -n "$current" ] || current='no revision'
    echo "waiting for the migration to$missing; the database is at: $current"
  else
    case "$current$newline$(cat /tmp/alembic-current.log)" in
      ${unknownRevision})
        echo "The schema is newer than this image."
        exit 0
        ;;
    esac
    echo "waiting for the database: alembic current fails"
    printf '%s\\n' "$current" | cat - /tmp/alembic-current.log | grep . | tail -n 5 || true
  fi
  sleep 5
done
`;

/**
 * What migrates, in a form that leaves a schema alone which is newer than the image: a Job with this command succeeds there too, as it must
 * where an engine applies the objects of a former version, with their Job.
 *
 * Without a command, what migrates is `alembic upgrade head`.
 */
export const alembicUpgradeCommand = checked(
  'alembicUpgradeCommand(command)',
  [is.maybe(is.listOf(is.aTemplatedText, 'a list of strings'))],
  (command: readonly Templated<string>[] = ['alembic', 'upgrade', 'head']): Templated<string>[] => [
    ...['sh', '-ec', upgrade, 'migrate'],
    ...command,
  ],
);

const common = {
  /** The image of the application, which has `alembic` and the revisions. */
  image: anImage,
  /** What `env.py` needs to reach the database. */
  env: environment,
  /** Whether it runs. @default always */
  when: is.maybe(is.aCondition),
};

const upgradeProps = is.propsOf({
  ...common,
  /** What migrates. @default alembic upgrade head */
  command: is.maybe(is.listOf(is.aTemplatedText, 'a list of strings')),
});
export type AlembicUpgradeProps = is.TypeOf<typeof upgradeProps>;

/**
 * Migrates the database before the containers of a pod start, and leaves a schema alone that is newer than the image: so pods of the
 * former version start after a rollback.
 */
export const alembicUpgrade = checked(
  'alembicUpgrade(name, props)',
  [is.aName, upgradeProps],
  (name: string, { command, ...props }: AlembicUpgradeProps): InitContainer => ({
    ...props,
    name,
    command: alembicUpgradeCommand(command),
    takesExtraEnv: true,
  }),
);

const gateProps = is.propsOf({
  ...common,
  /** What migrates, where that is a construct of the app. @default nobody of the app */
  waitsFor: is.maybe(is.listOf(aConstruct)),
});
export type AlembicGateProps = is.TypeOf<typeof gateProps>;

/** Waits, before the containers of a pod start, until the schema of the database is that of the image or newer. */
export const alembicGate = checked(
  'alembicGate(name, props)',
  [is.aName, gateProps],
  (name: string, props: AlembicGateProps): InitContainer => ({
    ...props,
    name,
    command: ['sh', '-ec', gate],
    takesExtraEnv: true,
  }),
);
