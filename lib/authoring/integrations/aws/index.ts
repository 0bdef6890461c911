export { AlbIngress, albIngressValues, type AlbIngressProps } from './alb-ingress';
