import type { Container } from '../../../imports/k8s';
import { text, when, type Expression, type Refs, type Templated } from '../../values';
import { containerImage } from './container-image';
import { environmentVariables, mountsOf, type EnvironmentValue } from './pod';
import type { containerValues, imageValues, resourceValues } from './workload-values';
import { aName, aTemplatedNumber, aTemplatedText, propsOf, takes } from '../../values/argument';
import { anImage } from './arguments';

/** Something that runs to its end before the containers of a pod start. */
export interface InitContainer {
  readonly name: string;
  readonly image: Refs<ReturnType<typeof imageValues>>;
  readonly command: readonly Templated<string>[] | Templated<readonly string[]>;
  /** @default none */
  readonly env?: { readonly [name: string]: EnvironmentValue };
  /** Whether it runs. @default always */
  readonly when?: Expression<boolean>;
}

/** Limits and mounts that init containers share with the containers of their pod. */
type PodLimits = {
  readonly resources: Refs<ReturnType<typeof resourceValues>>;
  readonly securityContext: Refs<ReturnType<typeof containerValues>['securityContext']>;
  readonly extraVolumeMounts: Refs<ReturnType<typeof containerValues>['extraVolumeMounts']>;
};

/** An init container as it stands in a pod. */
export function initContainer(container: InitContainer, limits: PodLimits): Templated<Container> {
  const { name, image, command, env, when: condition } = container;
  const printed: Container = {
    name,
    ...containerImage(image),
    command: command,
    ...(env ? { env: environmentVariables(env) } : {}),
    resources: limits.resources,
    securityContext: limits.securityContext,
    ...mountsOf(limits.extraVolumeMounts),
  };
  return condition ? when(condition, printed) : printed;
}

/** `initContainers` of a pod; nothing where there are none. */
export const initContainersOf = (
  containers: readonly InitContainer[] | undefined,
  limits: PodLimits,
): { readonly initContainers?: readonly Templated<Container>[] } =>
  containers && containers.length > 0
    ? { initContainers: containers.map((container) => initContainer(container, limits)) }
    : {};

/** Something that accepts connections, perhaps only later. */
export interface Endpoint {
  readonly host: Templated<string>;
  readonly port: Templated<number>;
}

/*
 * Waits in the image's own Python, so that no other image must be at hand. What bounds the wait is the deadline of the Job,
 * or the readiness of the pod.
 */
const python = `import os, socket, time
address = (os.environ["WAIT_FOR_HOST"], int(os.environ["WAIT_FOR_PORT"]))
while True:
    try:
        socket.create_connection(address, timeout=3).close()
        break
    except OSError as error:
        print("waiting for", *address, error, flush=True)
        time.sleep(2)
`;

const waitTakes = takes(
  'waitForPort(name, image, endpoint)',
  aName,
  anImage,
  propsOf<Endpoint>({ host: aTemplatedText, port: aTemplatedNumber }),
);

/** Waits until an endpoint accepts connections. The image must have Python. */
export function waitForPort(name: string, image: InitContainer['image'], endpoint: Endpoint): InitContainer {
  waitTakes(name, image, endpoint);
  const { host, port } = endpoint;
  const env = { WAIT_FOR_HOST: host, WAIT_FOR_PORT: text`${port}` };
  return { name, image, command: ['python', '-c', python], env };
}
