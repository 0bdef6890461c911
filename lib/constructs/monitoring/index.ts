export * from './alert-routes';
export * from './alert-rules';
export * from './scrape-jobs';
export { yamlText } from './yaml-text';
