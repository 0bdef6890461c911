/** The number in Redis by which the alerts know when the last backup succeeded, and how large it was. */
export const backupKeys = {
  success: 'kirana:backup:last_success_timestamp_seconds',
  size: 'kirana:backup:last_size_bytes',
} as const;

/** Whether MongoDB answers, whose ping needs no login, and Redis takes connections. */
export const answer = `mongosh --quiet --host "$MONGODB_HOST" --eval "db.adminCommand('ping')" > /dev/null \\
  && bash -c ': < "/dev/tcp/$REDIS_HOST/$REDIS_PORT"'`;

/** All databases, as one compressed file. */
export const dump = `mongodump --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \\
  --authenticationDatabase admin --gzip --archive="$target"`;

/**
 * Leaves a note about the backup in Redis, whose exporter makes metrics of it. MongoDB's image has no Redis client; bash speaks
 * the few words of the protocol itself.
 */
export const note = `bash -ec '
exec 3<> "/dev/tcp/$REDIS_HOST/$REDIS_PORT"
say() {
  printf "*%d\\r\\n" "$#" >&3
  for word in "$@"; do printf "\\$%d\\r\\n%s\\r\\n" "\${#word}" "$word" >&3; done
  IFS= read -r -t 10 reply <&3
  case "$reply" in +OK*) ;; *) echo "Redis answers: $reply"; exit 1 ;; esac
}
say AUTH "$REDIS_PASSWORD"
say SET ${backupKeys.success} "$(date +%s)"
say SET ${backupKeys.size} "$(stat -c %s "$1")"
' note "\${target%.part}"`;
