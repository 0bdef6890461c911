export { AlbIngress, albIngressValues, type AlbIngressDefaults, type AlbIngressProps } from './alb-ingress';
