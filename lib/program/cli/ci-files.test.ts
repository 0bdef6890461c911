import { describe, expect, test } from '@jest/globals';
import { github, githubText, gitlab } from './ci-files.fixture';

describe('the workflow of GitHub', () => {
  const steps = Object.entries(github.jobs).flatMap(([job, { steps: all }]) => all.map((step) => ({ job, ...step })));

  test('pins each action to a commit, and says which version that is', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(4);
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    const lines = githubText.split('\n').filter((line) => line.includes('uses:'));
    expect(lines).toHaveLength(uses.length);
    for (const line of lines) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('grants each job what it needs and nothing else', () => {
    expect(github.permissions).toEqual({});
    expect(
      Object.fromEntries(Object.entries(github.jobs).map(([name, { permissions }]) => [name, permissions])),
    ).toEqual({
      check: { contents: 'read' },
      comment: { 'pull-requests': 'write' },
      publish: { contents: 'read', packages: 'write' },
    });
    // `pull_request_target` would give what a fork brings along the rights of the repository.
    expect(Object.keys(github.on as object)).toEqual(['pull_request', 'push']);
  });

  test('runs nothing of a pull request in the job that may write to it', () => {
    const ofComment = steps.filter(({ job }) => job === 'comment');
    expect(ofComment.map(({ name }) => name)).toEqual(['Fetch the comment', 'Comment, once']);
    for (const { run = '' } of ofComment) expect(run).not.toMatch(/npx|npm|node /);
  });

  test('puts nothing that somebody else wrote into a script', () => {
    for (const { name, run = '' } of steps) expect([name, run]).toEqual([name, expect.not.stringContaining('${{')]);
  });

  test('ends each job in time, and leaves no credentials with a checkout', () => {
    for (const job of Object.values(github.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(2);
    for (const step of checkouts) expect(step).toMatchObject({ with: { 'persist-credentials': false } });
  });
});

test('the jobs of GitLab have images of a version, and the token for notes is for one that runs no sources', () => {
  const jobs = Object.entries(gitlab);
  const images = jobs.flatMap(([, { image }]) => (typeof image === 'object' ? image.name : (image ?? [])));
  expect(images.length).toBeGreaterThan(2);
  for (const image of images) expect(image).toMatch(/:v?\d+\.\d+\.\d+(-[a-z]+)?$/);
  const users = jobs.filter(([, job]) => JSON.stringify(job).includes('CHARTWRIGHT_TOKEN')).map(([name]) => name);
  expect(users).toEqual(['note']);
  expect(JSON.stringify(gitlab['note'])).not.toMatch(/npx|npm/);
  expect(gitlab['note']).toMatchObject({ variables: { GIT_STRATEGY: 'none' }, environment: { name: 'notes' } });
});
