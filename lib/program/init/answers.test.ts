import { describe, expect, test } from '@jest/globals';
import { answerProblem, answersOf, type Written } from './answers';
import { guesses, versionOfRunner } from './guesses';
import { classNameOf, nameFrom } from './names';

const digest = `sha256:${'0a'.repeat(32)}`;

const written: Written = {
  name: 'shop',
  image: 'ghcr.io/acme/shop:1.2.3',
  port: '8080',
  environments: 'local,production',
  'package-manager': 'npm',
  type: 'module',
};

describe('a guess', () => {
  test('of a new folder is a system of its name, that runs', () => {
    expect(guesses({ folder: 'My.Shop' })).toEqual({
      name: 'my-shop',
      image: 'nginxinc/nginx-unprivileged:1.27.3',
      port: '8080',
      environments: 'local,production',
      'package-manager': 'npm',
      type: 'module',
    });
  });

  test('follows what is in the folder and who runs the command', () => {
    const seen = {
      folder: 'x',
      packageJson: { name: '@acme/web-shop', type: 'module' },
      dockerfile: 'FROM node:24\nEXPOSE 70000\nexpose 3000/tcp\n',
      gitConfig: '[remote "origin"]\n\turl = git@github.com:Acme/Web-Shop.git\n',
      files: ['README.md', 'pnpm-lock.yaml'],
      userAgent: 'npm/10.8.2 node/v20.20.2 linux x64',
    };
    expect(guesses(seen)).toMatchObject({
      name: 'web-shop',
      image: 'ghcr.io/acme/web-shop:0.1.0',
      port: '3000',
      'package-manager': 'pnpm',
      type: 'module',
    });
    expect(guesses({ ...seen, gitConfig: 'url = https://gitlab.com/acme/tools/shop\n' }).image).toBe(
      'registry.gitlab.com/acme/tools/shop:0.1.0',
    );
    expect(guesses({ folder: 'x', gitConfig: seen.gitConfig }).image).toBe('nginxinc/nginx-unprivileged:1.27.3');
  });

  test('of the type of modules is what a package.json says, which means CommonJS where it says nothing', () => {
    expect(guesses({ folder: 'x', packageJson: {} }).type).toBe('commonjs');
    expect(guesses({ folder: 'x', packageJson: { type: 'commonjs' } }).type).toBe('commonjs');
  });

  test.each([
    ['pnpm/9.1.0 npm/? node/v22.1.0', 'pnpm', '9.1.0'],
    ['yarn/4.5.0 npm/? node/v22.1.0', 'yarn', '4.5.0'],
    ['bun/1.1.0', 'npm', undefined],
  ])('of the package manager is who runs it: %s', (userAgent, manager, version) => {
    expect(guesses({ folder: 'x', userAgent })['package-manager']).toBe(manager);
    expect(versionOfRunner(manager, userAgent)).toBe(version);
  });

  test.each([
    ['My.Shop', 'my-shop'],
    ['webShop', 'web-shop'],
    ['Über uns', 'uber-uns'],
    ['3scale', 'scale'],
    ['--', undefined],
    ['2024', undefined],
    ['constructor', undefined],
    ['a'.repeat(60), 'a'.repeat(35)],
    [`${'a'.repeat(34)}-b`, 'a'.repeat(34)],
  ])('of a name, made of %s, is %s', (text, name) => {
    expect(nameFrom(text)).toBe(name);
  });

  test('is one that can be, whatever the folder is called', () => {
    for (const folder of ['', '.', '日本', 'A B', '0', 'x'.repeat(300), 'constructor', '../..']) {
      const guessed = guesses({ folder });
      for (const [key, text] of Object.entries(guessed) as [string, string][])
        expect([folder, key, answerProblem(key as keyof Written, text)]).toEqual([folder, key, undefined]);
    }
  });
});

describe('an answer', () => {
  test.each<[keyof Written, string, string]>([
    ['name', '', 'the name is empty'],
    ['name', 'My.Shop', '--name my-shop.'],
    ['name', '3scale', '--name scale.'],
    ['name', 'shop-', '--name shop.'],
    ['name', 'constructor', 'a word of JavaScript'],
    ['name', 'a'.repeat(36), 'has 36 characters, of at most 35'],
    ['image', '', 'the image is empty'],
    ['image', 'https://ghcr.io/acme/shop:1.0', '--image ghcr.io/acme/shop:1.0.'],
    ['image', 'Acme/Shop:1.0', '--image acme/shop:1.0. Names are in lower case.'],
    ['image', 'acme//shop', 'is not the name of an image'],
    ['image', 'acme:5000/shop:', 'has the tag "", which no registry takes'],
    ['image', 'acme/shop:a b', 'has the tag "a b", which no registry takes'],
    ['image', 'acme/shop@sha256:12', 'has no digest after the @'],
    ['image', `acme/shop@${digest}@x`, 'has no digest after the @'],
    ['image', 'acme/shop:latest', 'is another program from one day to the next'],
    ['port', '0', '"0" is not a port'],
    ['port', '65536', 'from 1 to 65535'],
    ['port', '80.5', 'is not a port'],
    ['port', '-1', 'is not a port'],
    ['port', '', 'is not a port'],
    ['environments', 'local,,production', 'an environment has an empty name'],
    ['environments', 'Local', '"Local" cannot be the name of an environment'],
    ['environments', 'constructor', 'cannot be the name of an environment'],
    ['environments', 'a,b,a', 'there are two environments "a"'],
    ['package-manager', 'nmp', 'did you mean "npm"?'],
    ['type', 'esm', 'One of: module, commonjs.'],
  ])('%s cannot be "%s": %s', (key, text, said) => {
    const problem = answerProblem(key, text);
    expect(`${problem?.message}. ${problem?.remedy}`).toContain(said);
  });

  test.each<[string, ReturnType<typeof answersOf>['image']]>([
    ['shop', { repository: 'shop', tag: '0.1.0' }],
    ['localhost:5000/acme/shop', { repository: 'localhost:5000/acme/shop', tag: '0.1.0' }],
    ['ghcr.io/acme/shop:v1_2-rc.1', { repository: 'ghcr.io/acme/shop', tag: 'v1_2-rc.1' }],
    [`acme.internal:5000/shop@${digest}`, { repository: 'acme.internal:5000/shop', tag: '0.1.0', digest }],
    [`shop:2@${digest}`, { repository: 'shop', tag: '2', digest }],
    [`shop:latest@${digest}`, { repository: 'shop', tag: 'latest', digest }],
  ])('may be the image %s', (image, parts) => {
    expect(answerProblem('image', image)).toBeUndefined();
    expect(answersOf({ ...written, image }).image).toEqual(parts);
  });

  test('may have blanks between environments, and any port there is', () => {
    expect(answerProblem('port', '1')).toBeUndefined();
    expect(answerProblem('port', '65535')).toBeUndefined();
    expect(answerProblem('environments', 'a, prod-eu , c')).toBeUndefined();
    expect(answersOf({ ...written, environments: 'a, prod-eu , c' }).environments).toEqual(['a', 'prod-eu', 'c']);
  });
});

test.each([
  ['shop', 'Shop'],
  ['my-shop-2', 'MyShop2'],
  ['app', 'AppSystem'],
  ['worker', 'WorkerSystem'],
  ['promise', 'PromiseSystem'],
  ['values', 'ValuesSystem'],
])('the class of %s is %s, which hides nothing else', (name, className) => {
  expect(classNameOf(name)).toBe(className);
});
