/*
 * What the containers of a migration of MongoDB run, and the gate of those who wait for it. They know each other's word by one
 * document for each image that has migrated the database, in a collection of the application's database:
 *
 *     { _id: <image>, state: 'started' | 'done', at: <time> }
 *
 * A document of another image does not matter: that of a former version stays, so that its pods start after a rollback.
 */

/** The collection. */
export const recordsName = 'chartwright_migrations';

/** Where dumps and history are in the pod. */
export const folder = '/migrations';

/** Says, to the later containers of the pod, that there is nothing to do. All containers of a pod share `/tmp`. */
const idle = '/tmp/nothing-to-do';

/** A shell function that runs JavaScript about the documents. It fails when the database does not answer. */
const records = `records() {
  mongosh --quiet --nodb --eval "const records = connect(process.env.MONGODB_URI).getCollection('${recordsName}'); $1"
}
`;

/** Prints what is known of the image: `state: done`. */
const readState =
  "const found = records.findOne({ _id: process.env.IMAGE }); print('state: ' + (found ? found.state : 'none'));";

const setState = (state: 'started' | 'done') =>
  `records.updateOne({ _id: process.env.IMAGE }, { $set: { state: '${state}', at: new Date() } }, { upsert: true });`;

/**
 * Waits for MongoDB, then dumps all of it before anything is changed; of a server elsewhere, the application's database, as its user. A dump that is not whole gets no name. The document is there
 * before the dump, so that whoever restores the dump has the document of that time too.
 */
export const dump = `${records}answers() {
  if [ -n "$MONGODB_USER" ]; then
    mongosh --quiet --host "$MONGODB_HOST" --eval "db.adminCommand('ping')"
  else
    records "print('it answers')"
  fi
}
dump() {
  if [ -n "$MONGODB_USER" ]; then
    mongodump --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \\
      --authenticationDatabase admin "$@"
  else
    mongodump --uri "$MONGODB_URI" "$@"
  fi
}
until answers > /dev/null; do
  echo "waiting for $MONGODB_HOST"
  sleep 2
done
state=$(records "${readState}")
case "$DIRECTION $state" in
  forward*"state: done"*)
    echo "$IMAGE has migrated this database before: nothing to do"
    touch ${idle}
    exit 0
    ;;
  back*"state: none"*)
    echo "$IMAGE has not migrated this database: nothing to take back"
    touch ${idle}
    exit 0
    ;;
esac
records "${setState('started').replaceAll('$', '\\$')}"
target=${folder}/before-$APP_VERSION-$(date -u +%Y-%m-%dT%H-%M-%S).dump
dump --gzip --archive="$target.part"
mv "$target.part" "$target"
ls -t ${folder}/before-*.dump | tail -n +$((KEEP + 1)) | xargs -r rm --
ls -l ${folder}
`;

/**
 * Runs the application's migration and writes a line about it, also when it fails. A pod that comes after one of the same Job which
 * succeeded so far does not run it again: going back twice would be once too often.
 */
export const migrate = (command: string, rollbackOption: string) => `if [ -e ${idle} ]; then exit 0; fi
note() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $APP_VERSION $DIRECTION $1" >> ${folder}/history.log; }
if [ -n "$JOB" ] && [ -e "${folder}/succeeded-job" ] && [ "$(cat ${folder}/succeeded-job)" = "$JOB" ]; then
  echo "An earlier pod of this Job has done it."
  exit 0
fi
if [ "$DIRECTION" = back ]; then set -- ${rollbackOption}; else set --; fi
if ${command} "$@"; then
  note succeeded
  echo "$JOB" > ${folder}/succeeded-job
else
  note failed
  exit 1
fi
tail -n 20 ${folder}/history.log
`;

/** Writes down that the image has migrated the database, or, on the way back, that it has not any more. */
export const record = `${records}if [ -e ${idle} ]; then exit 0; fi
if [ "$DIRECTION" = back ]; then
  records "records.deleteOne({ _id: process.env.IMAGE });"
else
  records "${setState('done').replaceAll('$', '\\$')}"
fi
echo "$IMAGE $DIRECTION: written down"
`;

/** Waits until the image has migrated the database. */
export const gate = `${records}while true; do
  if state=$(records "${readState}" 2>&1); then
    case "$state" in
      *"state: done"*) exit 0 ;;
    esac
    echo "waiting for $IMAGE to migrate the database"
  else
    echo "waiting for the database"
    printf '%s\\n' "$state" | tail -n 3
  fi
  sleep 5
done
`;
