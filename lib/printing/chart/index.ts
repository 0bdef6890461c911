export { chartIndex, readIndex, type ChartIndexEntry } from './chart-index';
export { printChart, type PrintedChart } from './chart-files';
export { archive, archiveName, isOwnPackage, packageChart } from './package-chart';
export { provenance } from './provenance';
