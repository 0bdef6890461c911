import { describe, expect, test } from '@jest/globals';
import { finding, report, sound } from './report.fixture';
import { formats } from '.';

describe('the JUnit report', () => {
  test('has a suite for each file or object, and a case for each finding and for what is allowed', () => {
    expect(formats.junit(report)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="chartwright" tests="5" failures="1" errors="0" skipped="2">
  <testsuite name="dist/shop/local/40 backend.yaml" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="apps/v1 Deployment shop/backend" name="missing-secret /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name"><failure type="missing-secret" message="there is no Secret &quot;x&quot;">there is no Secret &quot;x&quot;
at dist/shop/local/40 backend.yaml:17
Add it.</failure></testcase>
    <testcase classname="apps/v1 Deployment shop/backend" name="unused-volume"><system-out>100% of it,
all: &quot;x&quot;
at dist/shop/local/40 backend.yaml:1
Add it.</system-out></testcase>
  </testsuite>
  <testsuite name="v1 ConfigMap a\\u001b[31m\u202e" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="v1 ConfigMap a\\u001b[31m\u202e" name="unused-config-map /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name"><system-out>there is no Secret &quot;x&quot;
Add it.</system-out></testcase>
  </testsuite>
  <testsuite name="apps/v1 Deployment shop/backend" tests="2" failures="0" errors="0" skipped="2">
    <testcase classname="apps/v1 Deployment shop/backend" name="floating-tag /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name"><skipped message="built at home"/></testcase>
    <testcase classname="apps/v1 Deployment shop/backend" name="floating-tag /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name"><skipped message="built at home"/></testcase>
  </testsuite>
</testsuites>
`);
  });

  test('of what is sound has one case that passed', () => {
    expect(formats.junit(sound)).toContain(
      '<testsuite name="1 objects" tests="1" failures="0" errors="0" skipped="0">\n    <testcase classname="chartwright" name="no findings"/>',
    );
  });

  test.each([
    ['a & b < c > "d" \'e\'', 'a &amp; b &lt; c &gt; &quot;d&quot; &apos;e&apos;'],
    [']]>', ']]&gt;'],
    ['nul \u0000 and esc \u001b', 'nul \\u0000 and esc \\u001b'],
    ['half \ud83d of a character, and \ude00', 'half \\ud83d of a character, and \\ude00'],
    ['\uffff \ufffe', '\\uffff \\ufffe'],
    ['whole 😀', 'whole 😀'],
  ])('writes %j so that XML can hold it', (message, expected) => {
    const text = formats.junit({ objects: 1, findings: [finding({ message })], allowed: [] });
    expect(text).toContain(`message="${expected}">${expected}\n`);
  });

  test('keeps the lines of an attribute', () => {
    const text = formats.junit({ objects: 1, findings: [finding({ message: 'a\nb\tc' })], allowed: [] });
    expect(text).toContain('message="a&#10;b&#9;c">a\nb\tc\n');
  });
});
