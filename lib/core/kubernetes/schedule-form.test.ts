import { expect, test } from '@jest/globals';
import { refusedByGo } from '../values/portable-schema';
import { scheduleForm, timeZoneOrNothing } from './schedule-form';

const fits = (schedule: string) =>
  new RegExp(scheduleForm.pattern, 'u').test(schedule) && !new RegExp(scheduleForm.not.pattern, 'u').test(schedule);

test.each([
  '30 2 * * *',
  '*/5 * * * *',
  '0 0 1 1 0',
  '5-10,20-59/3 02 31 JAN-mar MON-FRI',
  '0 9-17 * * 1-5',
  '0 0 30 4 *',
  '0 0 29 2 *',
  '0 0 31 2 MON',
  '0 0 30,31 1,2 ?',
  '9-10 09-11 * * *',
  '@daily',
  '@every 1h30m',
])('%s is a schedule', (schedule) => expect(fits(schedule)).toBe(true));

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * 32 * *',
  '* * * 13 *',
  '* * * * 7',
  '*/0 * * * *',
  '*-5 * * * *',
  '30-10 * * * *',
  '10-9 * * * *',
  '09-8 * * * *',
  '* 23-22 * * *',
  '* * * dec-JAN *',
  '* * * * FRI-MON',
  '* * * foo *',
  '0 0 30 2 *',
  '0 0 31 APR,6 *',
  '@fortnightly',
  '@every day',
  'TZ=UTC 0 0 * * *',
  'CRON_TZ=UTC 0 0 * * *',
])('%s is not a schedule', (schedule) => expect(fits(schedule)).toBe(false));

test('every ascending range of minutes fits, and no other', () => {
  const wrong: string[] = [];
  for (let from = 0; from < 60; from += 1) {
    for (let to = 0; to < 60; to += 1) {
      const schedule = `${from}-${to} * * * *`;
      if (fits(schedule) !== from <= to) wrong.push(schedule);
    }
  }
  expect(wrong).toEqual([]);
});

test('time zones are those of the IANA database', () => {
  const pattern = new RegExp(timeZoneOrNothing.pattern, 'u');
  for (const zone of ['', 'UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/Ushuaia', 'Etc/GMT+3']) {
    expect({ zone, fits: pattern.test(zone) }).toEqual({ zone, fits: true });
  }
  for (const zone of ['Local', 'Europe/Bielefeld', 'berlin', '+01:00']) {
    expect({ zone, fits: pattern.test(zone) }).toEqual({ zone, fits: false });
  }
});

test('Go reads the patterns as JavaScript does', () => {
  for (const pattern of [scheduleForm.pattern, scheduleForm.not.pattern, timeZoneOrNothing.pattern]) {
    expect(refusedByGo(pattern)).toBeUndefined();
  }
});
