/** One of the five fields of a cron expression. */
interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of week', least: 0, most: 6, words: days },
];
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const shorthands = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a cron expression as Kubernetes reads it, or nothing. */
export function wrongSchedule(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule)) return 'the time zone belongs into spec.timeZone';
  if (schedule.startsWith('@')) {
    const isEvery = /^@every ([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/.test(schedule);
    return shorthands.includes(schedule) || isEvery
      ? undefined
      : `there is no ${schedule}; ${shorthands.join(', ')} are`;
  }
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== 5)
    return `"${schedule}" has ${parts.length} fields; minute, hour, day of month, month and day of week are 5`;
  const sets: ReadonlySet<number>[] = [];
  for (const [i, field] of fields.entries()) {
    const set = cronField(parts[i]!, field);
    if (typeof set === 'string') return set;
    sets.push(set);
  }
  const [, , dayOfMonth, month] = sets as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
  const isAnyWeekday = /^[*?]/.test(parts[4]!);
  const happens = [...month].some((each) => [...dayOfMonth].some((day) => day <= longestMonths[each - 1]!));
  return isAnyWeekday && !happens ? `"${schedule}" names a day that no year has` : undefined;
}

/** The numbers that a field stands for, or what is wrong with it. */
function cronField(text: string, field: CronField): Set<number> | string {
  const numbers = new Set<number>();
  for (const range of text.split(',')) {
    const match = /^([^-/]+)(?:-([^-/]+))?(?:\/([0-9]+))?$/.exec(range);
    const wrong = `"${text}" cannot be the ${field.name} of a cron expression`;
    if (!match) return wrong;
    const [, from = '', to, step] = match;
    const isAny = from === '*' || from === '?';
    if (isAny && to !== undefined) return wrong;
    const first = isAny ? field.least : cronNumber(from, field);
    // `5/10` means from 5 to the end.
    const last =
      isAny || (to === undefined && step !== undefined) ? field.most : to === undefined ? first : cronNumber(to, field);
    const width = step === undefined ? 1 : Number(step);
    if (first === undefined || last === undefined || width === 0) return wrong;
    if (first > last || first < field.least || last > field.most) {
      return `"${text}" cannot be the ${field.name}: it lies from ${field.least} to ${field.most}, the lower first`;
    }
    for (let number = first; number <= last; number += width) numbers.add(number);
  }
  return numbers;
}

function cronNumber(text: string, { words, least }: CronField): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = words?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? undefined : index + least;
}

const zones = new Map<string, boolean>();

/** Whether the time zone database has a zone. */
function isTimeZone(zone: string): boolean {
  let found = zones.get(zone);
  if (found === undefined) {
    try {
      // Offsets such as +01:00 are not names of the database.
      found =
        /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      found = false;
    }
    zones.set(zone, found);
  }
  return found;
}

/** What is wrong with the name of a time zone, or nothing. */
export const wrongTimeZone = (zone: string): string | undefined =>
  isTimeZone(zone) ? undefined : `"${zone}" is not a time zone of the IANA database`;
