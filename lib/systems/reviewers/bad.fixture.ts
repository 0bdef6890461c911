/** Objects of which each check of the reviewers finds something. */
export const bad = `
apiVersion: v1
kind: Service
metadata: { name: nobody, labels: { odd: -no- } }
spec: { selector: { app: nobody }, ports: [{ port: 80, targetPort: No_Port }] }
---
apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: nowhere }
spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: none } } }] } }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: endless }
spec: { template: { metadata: {}, spec: { containers: [{ name: job, image: job }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: late }
spec: { jobTemplate: { spec: { template: { metadata: {}, spec: { containers: [{ name: job, image: job }] } } } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: nobody }
spec: { podSelector: { matchLabels: { app: nobody } }, policyTypes: [Ingress] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: none }
spec: { maxUnavailable: 0, selector: { matchLabels: { app: nobody } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all }
spec: { minAvailable: 3, selector: { matchLabels: { app: other } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
spec:
  replicas: 3
  selector: { matchLabels: { app: other } }
  template: { metadata: { labels: { app: other } }, spec: { containers: [{ name: other, image: other }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: set }
spec:
  replicas: 2
  serviceName: none
  template: { metadata: { labels: { app: set } }, spec: { containers: [{ name: set, image: set }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: lost }
spec: { scaleTargetRef: { kind: Deployment, name: lost } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shared }
spec: { scaleTargetRef: { kind: Deployment, name: bad } }
---
apiVersion: v1
kind: Service
metadata: { name: bad }
spec: { selector: { app: bad }, ports: [{ port: 80, targetPort: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: bad }
spec:
  replicas: 3
  selector: { matchLabels: { app: wrong } }
  template:
    metadata: { labels: { app: bad } }
    spec:
      serviceAccount: old
      serviceAccountName: missing
      hostIPC: true
      hostNetwork: true
      hostPID: true
      securityContext: { sysctls: [{ name: kernel.msgmax, value: "1" }] }
      containers:
        - name: bad
          image: bad:latest
          env: [{ name: SECRET, value: x }, { name: SECRET, value: y }]
          ports: [{ name: a, containerPort: 22 }, { name: a, containerPort: 80 }]
          securityContext: { privileged: true }
          livenessProbe: { httpGet: { port: 81 } }
          readinessProbe: { httpGet: { port: 81 } }
          startupProbe: { tcpSocket: { port: 81 } }
      volumes:
        - { name: a, hostPath: { path: /etc } }
        - { name: b, hostPath: { path: /var/run/docker.sock } }
`;
