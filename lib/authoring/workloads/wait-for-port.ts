import { text, type Templated } from '../../core/values';
import { aName, aTemplatedNumber, aTemplatedText, propsOf, takes } from '../../core/values/argument';
import type { InitContainer } from './container';
import { anImage } from './image';

/** Something that accepts connections, perhaps only later: a database, a service, or what somebody else runs. */
export interface Endpoint {
  readonly host: Templated<string>;
  readonly port: Templated<number>;
}

export const anEndpoint = propsOf<Endpoint>({ host: aTemplatedText, port: aTemplatedNumber });

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

const waitTakes = takes('waitForPort(name, image, endpoint)', aName, anImage, anEndpoint);

/** Waits until an endpoint accepts connections. The image must have Python. */
export function waitForPort(name: string, image: InitContainer['image'], endpoint: Endpoint): InitContainer {
  waitTakes(name, image, endpoint);
  const { host, port } = endpoint;
  const env = { WAIT_FOR_HOST: host, WAIT_FOR_PORT: text`${port}` };
  return { name, image, command: ['python', '-c', python], env };
}
