import { timeZones } from './time-zones';

/*
 * What a schedule and a time zone of a CronJob must look like, as keywords of JSON Schema. Kubernetes reads schedules as
 * github.com/robfig/cron does.
 */

/** A word of three letters, large or small. */
const word = (text: string) => [...text].map((letter) => `[${letter.toUpperCase()}${letter}]`).join('');
const words = (texts: readonly string[]) => texts.map(word).join('|');

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const step = '(/[1-9][0-9]*)?';
const listOf = (...values: readonly string[]) => {
  const item = `([*?]|${values.map((each) => `(${each})(-(${each}))?`).join('|')})${step}`;
  return `${item}(,${item})*`;
};
const fields = [
  listOf('[0-5]?[0-9]'),
  listOf('[01]?[0-9]|2[0-3]'),
  listOf('0?[1-9]|[12][0-9]|3[01]'),
  listOf('0?[1-9]|1[0-2]', words(months)),
  listOf('[0-6]', words(days)),
];
const shorthand = '@(yearly|annually|monthly|weekly|daily|midnight|hourly)';
const every = '@every ([0-9]+(\\.[0-9]+)?(ms|s|m|h))+';

/** Ranges whose end comes before their beginning. */
function descending(): string {
  const tens = [1, 2, 3, 4, 5];
  const units = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const below = (digit: number) => (digit === 1 ? '0' : `[0-${digit - 1}]`);
  const inTen = (ten: string) => units.map((unit) => `${ten}${unit}-${ten}${below(unit)}`);
  const numbers = [
    ...tens.map((ten) => `${ten}[0-9]-(0?|${below(ten)})[0-9]`),
    ...['0?', ...tens.map(String)].flatMap(inTen),
  ];
  const ofWords = [months, days].flatMap((names) =>
    names.slice(1).map((name, i) => `${word(name)}-(${words(names.slice(0, i + 1))})`),
  );
  return `(^|[ ,])(${[...numbers, ...ofWords].join('|')})($|[ ,/])`;
}

/** Days that no month has which is named beside them, where no weekday is named instead. */
function impossible(): string {
  const ofDays = (day: string) => `(${day})(-${day})?${step}(,(${day})(-${day})?${step})*`;
  const ofMonths = (names: string) => `(${names})(,(${names}))*`;
  const short = `0?[2469]|11|${words(['feb', 'apr', 'jun', 'sep', 'nov'])}`;
  const [february, others] = [
    `${ofDays('3[01]')} ${ofMonths(`0?2|${word('feb')}`)}`,
    `${ofDays('31')} ${ofMonths(short)}`,
  ];
  return `^[^ ]+ [^ ]+ (${february}|${others}) [*?]`;
}

/** A schedule: five fields, or one of the words that stand for them. The time zone has a field of its own. */
export const scheduleForm = {
  type: 'string',
  pattern: `^(${shorthand}|${every}|${fields.join(' ')})$`,
  not: { pattern: `${descending()}|${impossible()}` },
  errorMessage:
    'must be a cron expression such as "30 2 * * *" (minute, hour, day of month, month, day of week), or @daily',
} as const;

const zones = Object.entries(timeZones).map(([area, names]) => {
  const choices = names.replaceAll('+', '\\+').split(' ').join('|');
  return area === '' ? choices : `${area}/(${choices})`;
});

/** The name of a time zone of the IANA database, or nothing. */
export const timeZoneOrNothing = {
  type: 'string',
  pattern: `^(${zones.join('|')})?$`,
  errorMessage: 'must be a time zone of the IANA database, such as Europe/Berlin',
} as const;
