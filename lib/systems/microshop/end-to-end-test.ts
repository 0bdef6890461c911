import { Construct } from 'constructs';
import {
  type WebService,
  componentLabel,
  componentName,
  componentSelector,
  containerImage,
  imagePullSecrets,
  restrictedContainer,
  restrictedPod,
  smokeTestValues,
} from '../../authoring';
import { KubePod } from '../../../imports/k8s';
import { Hook } from '../../core/manifest';
import type { Refs } from '../../core/values';

export interface EndToEndTestProps {
  readonly values: Refs<ReturnType<typeof smokeTestValues>>;
  readonly gateway: WebService;
}

const component = 'end-to-end';

/*
 * Each step fails the pod unless the gateway answers with the expected status. The answers are JSON; sed takes the first id
 * out of them, so that the image needs no other tool than curl. Only the first request is sent again when nobody answers
 * yet: a second registration would be refused.
 */
const script = `curl --silent --show-error --fail --max-time 10 --retry 5 --retry-connrefused --output /dev/null "$GATEWAY/healthz"
read -r id < /proc/sys/kernel/random/uuid
name="test-$id"
call() { # METHOD PATH EXPECTED [BODY]
  status=$(curl --silent --show-error --max-time 10 --request "$1" "$GATEWAY$2" \\
    --header 'Content-Type: application/json' \${token:+--header "Authorization: Bearer $token"} \\
    \${4:+--data "$4"} --output /tmp/body --write-out '%{http_code}')
  echo "$1 $2 answered $status"
  case "|$3|" in *"|$status|"*) ;; *) cat /tmp/body; exit 1 ;; esac
}
field() { # NAME
  tr '{,' '\\n\\n' < /tmp/body | sed -n "s/^[[:space:]]*\\"$1\\" *: *\\"\\{0,1\\}\\([^\\",} ]*\\).*/\\1/p" | head -n 1
}

token=
call GET /orders '401|403'
call POST /users '200|201' "{\\"username\\":\\"$name\\",\\"email\\":\\"$name@example.com\\",\\"password\\":\\"$name\\"}"
call POST /login '200|201' "{\\"username\\":\\"$name\\",\\"password\\":\\"$name\\"}"
token=$(field token)
test -n "$token" || token=$(field access_token)
test -n "$token" || { echo 'the login gave no token'; exit 1; }
call POST /products '200|201' "{\\"name\\":\\"$name\\",\\"price\\":9.5,\\"stock\\":3}"
product=$(field id)
test -n "$product" || { echo 'the product has no id'; exit 1; }
call POST /orders '200|201' "{\\"product_id\\":\\"$product\\",\\"quantity\\":1}"
order=$(field id)
test -n "$order" || { echo 'the order has no id'; exit 1; }
call GET "/orders/$order" 200
test "$(field product_id)" = "$product" || { echo 'the order is not for the product'; cat /tmp/body; exit 1; }
`;

/**
 * What a customer does, through the gateway alone: register, log in, make a product, order it, read the order back; and a
 * request without a token, which must be refused.
 */
export class EndToEndTest extends Construct {
  constructor(scope: Construct, id: string, { values, gateway }: EndToEndTestProps) {
    super(scope, id);
    const pod = new KubePod(this, 'pod', {
      metadata: { name: componentName(scope, `test-${id}`), labels: { [componentLabel]: component } },
      spec: {
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        securityContext: restrictedPod,
        imagePullSecrets: imagePullSecrets(this),
        containers: [
          {
            name: 'check',
            ...containerImage(values.image),
            command: ['/bin/sh', '-ec', script],
            env: [{ name: 'GATEWAY', value: gateway.url }],
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
            securityContext: restrictedContainer,
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    });
    Hook.of(pod).on('test').weight(1).deleteWhen('before-hook-creation');
  }

  /** The test pod, as a peer of a network policy. */
  static get peer() {
    return { podSelector: { matchLabels: componentSelector(component) } };
  }
}
