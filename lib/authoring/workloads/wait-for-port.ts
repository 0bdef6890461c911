import { Construct } from 'constructs';
import { text } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked } from '../../core/values/takes';
import { aPlusService, isPlusService, type PlusService } from './cdk8s-plus';
import type { InitContainer } from './container';
import { anImage, type ImageRefs } from './image';

const anAddress = is.propsOf({ host: is.aTemplatedText, port: is.aTemplatedNumber });
export const anEndpoint: is.Kind<is.TypeOf<typeof anAddress> | PlusService> = {
  ...is.eitherOf(aPlusService, anAddress),
  words: 'an object with host, port, such as a server, or a Service of cdk8s-plus',
};
/** Something that accepts connections, perhaps only later: a database, a service, or what somebody else runs. */
export type Endpoint = is.TypeOf<typeof anEndpoint>;

/** Where clients of an endpoint connect to, and the port of the pods behind it, where that is another one. */
export const addressOf = (endpoint: Endpoint) =>
  isPlusService(endpoint)
    ? {
        host: endpoint.name,
        port: endpoint.port,
        podPort: endpoint.ports[0]!.targetPort ?? endpoint.port,
      }
    : { ...{ host: endpoint.host, port: endpoint.port }, podPort: endpoint.port };

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

/**
 * Waits until an endpoint accepts connections. The image must have Python. Where the endpoint is a construct of the app, the order of
 * the system knows that the pods wait for it.
 */
export const waitForPort = checked(
  'waitForPort(name, image, endpoint)',
  [is.aName, anImage, anEndpoint],
  (name: string, image: ImageRefs, endpoint: Endpoint): InitContainer => ({
    name,
    image,
    command: ['python', '-c', python],
    env: { WAIT_FOR_HOST: addressOf(endpoint).host, WAIT_FOR_PORT: text`${addressOf(endpoint).port}` },
    ...(Construct.isConstruct(endpoint) && { waitsFor: [endpoint] }),
  }),
);
