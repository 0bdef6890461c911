import { describe, expect, test } from '@jest/globals';
import { HelmError, helmTemplate } from '../../../judging/verify/helm';
import { helmVersions } from '../../../judging/verify/tools';
import { printForTests } from '../../../printing/chart/printed.fixture';
import { broken, fine, shopWith } from './guards.fixture';

/* The real Helms say what synthesis says. */

const { chart } = printForTests(shopWith());

describe.each(helmVersions())('Helm $version', (tool) => {
  const options = { chart, release: 'shop', namespace: 'here' };

  test.each(Object.entries(broken))('refuses %s', async (_, [values, message]) => {
    const said = await helmTemplate(tool, { ...options, values }).catch((error: HelmError) => error.stderr);
    expect(said).toContain(`these values do not fit:\n- ${message}\n`);
  });

  test.each(Object.entries(fine))('takes %s', async (_, values) => {
    const { problems } = await helmTemplate(tool, { ...options, values });
    expect(problems).toEqual([]);
  });
});
