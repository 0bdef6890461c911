import { describe, expect, test } from '@jest/globals';
import { printForTests } from '../../printing/chart/printed.fixture';
import { HelmError, helmLint, helmTemplateText } from '../../judging/verify/helm';
import { helmVersions } from '../../judging/verify/tools';
import { guarded, requireBoth } from './guards.fixture';

const tools = helmVersions();
const { chart } = printForTests(guarded(requireBoth));

describe.each(tools)('Helm $version', (tool) => {
  const told = (set: readonly string[]) =>
    helmTemplateText(tool, { chart, release: 'shop', namespace: 'here', set }).then(
      () => '',
      (error: HelmError) => error.stderr,
    );

  test('takes what the guards take', async () => {
    await expect(told(['ports.first=8999', 'web.autoscaling.minReplicas=5'])).resolves.toBe('');
    await expect(told(['web.autoscaling.enabled=false', 'web.autoscaling.minReplicas=10'])).resolves.toBe('');
    await expect(helmLint(tool, chart)).resolves.toEqual([]);
  });

  test('refuses what they refuse, all of it at once', async () => {
    const stderr = await told(['ports.first=9000', 'web.autoscaling.minReplicas=10']);
    expect(stderr).toContain(
      [
        'these values do not fit:',
        '- ports.first may not exceed ports.last (9000 and 8999)',
        '- web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas (10 and 5)',
      ].join('\n'),
    );
    expect(stderr).toContain('shop/templates/validate.yaml');
  });

  test('lets the schema speak first', async () => {
    await expect(told(['ports.first=text'])).resolves.toMatch(/schema/);
  });
});
