/** What the chart's README says before the values. */
export const readme = `TBW`;
