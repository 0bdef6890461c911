export { carriedSchema } from './carried-schema';
