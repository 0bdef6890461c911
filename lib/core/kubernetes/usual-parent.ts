/** What a route of the Gateway API is attached to where its `parentRefs` say neither group nor kind: the defaults of `ParentReference`. */
export const usualParent = { group: 'gateway.networking.k8s.io', kind: 'Gateway' } as const;
