import { text } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked } from '../../core/values/takes';
import type { InitContainer } from './container';
import { anImage, type ImageRefs } from './image';

export const anEndpoint = is.propsOf({ host: is.aTemplatedText, port: is.aTemplatedNumber });
/** Something that accepts connections, perhaps only later: a database, a service, or what somebody else runs. */
export type Endpoint = is.TypeOf<typeof anEndpoint>;

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

/** Waits until an endpoint accepts connections. The image must have Python. */
export const waitForPort = checked(
  'waitForPort(name, image, endpoint)',
  [is.aName, anImage, anEndpoint],
  (name: string, image: ImageRefs, { host, port }: Endpoint): InitContainer => ({
    name,
    image,
    command: ['python', '-c', python],
    env: { WAIT_FOR_HOST: host, WAIT_FOR_PORT: text`${port}` },
  }),
);
