import type { TableChoice } from '../jest';

/** What switches on the pods of a system that are off in each environment. */
const switchedOn: { readonly [system: string]: TableChoice['values'] } = {
  'sovd-webapp': { vehicleConnector: { enabled: true } },
};

/** What the tables of a system tell: all containers, but of tests, which are the same everywhere, those of production. */
export const choiceOf = (system: string): TableChoice => {
  const values = switchedOn[system];
  return {
    defaults: true,
    where: ({ container, environment }) => container !== 'check' || environment === 'production',
    ...(values && { values }),
  };
};
