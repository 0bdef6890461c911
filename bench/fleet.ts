import { join } from 'node:path';
import { objectsOfSystem, systemName, writeFleet, writeLevel } from './apps';
import { costOf, type Work } from './measure';
import type { Ratio } from './report';

/* A fleet of a thousand small systems: all of them, one that has changed, none, and one of them by itself. */

const systems = 1000;
const fleet = `a fleet: ${systems} systems of ${objectsOfSystem} objects`;
const alone = `a fleet: one of its systems by itself`;

/**
 * @param folderOf a folder of a stranger, by its name
 * @param command `synth --quiet`
 */
export function fleetWorks(folderOf: (name: string) => string, command: readonly string[]): Work[] {
  const folder = folderOf('fleet');
  let level = 0;
  /** A run that leaves nothing to do, and after which no file is younger than a look at it. */
  const settle = () => void costOf({ name: `${fleet}, settled`, command: [...command, '--changed'], folder });
  const all = { name: `${fleet}, all`, command: [...command, '--force'], folder };
  return [
    { ...all, before: () => writeFleet(folder, systems) },
    { name: `${fleet}, nothing changed`, command: [...command, '--changed'], folder, before: settle },
    {
      name: `${fleet}, one changed`,
      command: [...command, '--changed'],
      folder,
      before: () => (settle(), writeLevel(folder, 500, ++level)),
    },
    {
      name: alone,
      command: [...command, '--outdir', join(folder, 'alone')],
      folder,
      environment: { CHARTWRIGHT_APP: `systems/${systemName(500)}/main.ts` },
      before: () => writeLevel(folder, 500, ++level),
    },
  ];
}

export const fleetRatios: readonly Ratio[] = [
  { of: `${fleet}, one changed`, to: alone, most: 3 },
  { of: `${fleet}, nothing changed`, to: alone, most: 3 },
];
