/** What other tools call the options of a service: web servers, orchestrators, thread pools, queueing theory. */
import {
  type Around,
  asYaml,
  type Instead,
  isRecord,
  type OtherWords,
  ourWordFor,
} from "../../language/other-words.js";
import { CORES_WORDS, LEFT_OUT } from "../shared/other-words.js";
import { BALANCE_WORDS } from "./balancing/other-words.js";

export const SERVICE_CALLED =
  "server app application api backend frontend microservice web webserver web-server http rest grpc nginx apache httpd " +
  "haproxy envoy traefik caddy ingress gateway api-gateway proxy balancer load-balancer loadbalancer lb alb elb puma " +
  "unicorn gunicorn uwsgi uvicorn tomcat jetty undertow node nodejs express rails django flask fastapi spring " +
  "spring-boot phoenix dotnet php php-fpm go java python ruby deployment pod container docker lambda function faas " +
  "serverless cloud-run external third-party thirdparty remote saas vendor station mmc mm1 mmck multi-server";

export const SERVICE_WORDS: OtherWords = {
  keys: {
    ...CORES_WORDS.keys,
    instances:
      "replicas replica-count pods containers copies nodes scale processes worker-processes machines tasks " +
      "desired-count num-instances instance-count",
    threads:
      "max-threads worker-connections servers channels lines slots capacity c k schedulers thread-count num-threads concurrency " +
      "max-concurrency max-concurrent max-concurrent-requests reserved-concurrency container-concurrency " +
      "thread-pool-size pool-size max-connections max-workers parallelism",
    queue:
      "accept-count backlog max-pending-requests queue-size queue-capacity queue-length max-queue max-queue-size buffer",
    patience: "queue-timeout max-wait",
    endpoints: "routes handlers paths operations methods actions apis functions",
    autoscale: "hpa autoscaling autoscaler auto-scaling scaling",
    shed: "load-shedding",
    drain: "graceful-shutdown termination-grace-period",
  },
  entries: {
    ...CORES_WORDS.entries,
    "workers worker num-workers": ({ value, beside }) =>
      beside.threads === undefined && beside.maxThreads === undefined
        ? `threads: ${asYaml(value)}`
        : `instances: ${asYaml(value)}`,
    "thread-pool executor threadpool": ({ value }) => threadPool(value),
    "rate-limit ratelimit throttle max-rps": ({ value }) =>
      isRecord(value) ? null : `limit: { rate: ${asYaml(value)} }`,
    "min-replicas min-instances": ({ value }) => `autoscale: { min: ${asYaml(value)} }`,
    "max-replicas max-instances": ({ value }) => `autoscale: { max: ${asYaml(value)} }`,
    "target-cpu target-cpu-utilization target-cpu-utilization-percentage": ({ value }) =>
      `autoscale: { cores: ${percent(value)} }`,
    "load-balancing algorithm lb lb-policy lb-algorithm balancing load-balancer balancer strategy balance-policy":
      balanceOf,
    "max-requests max-in-flight": ({ value }) => `limit: { concurrent: ${asYaml(value)} }`,
    "timeout request-timeout": timeoutOfCallers,
    "pool connection-pool db-pool pool-size hikari": poolOfDatabase,
  },
  leftOut: LEFT_OUT,
};

export const INSTANCES_WORDS: OtherWords = {
  value({ value }) {
    if (!isRecord(value) || (value.max ?? value.maxReplicas) === undefined) return null;
    const min = asYaml(value.min ?? value.minReplicas ?? 1);
    const max = asYaml(value.max ?? value.maxReplicas);
    return {
      write: `instances: ${min}, autoscale: { min: ${min}, max: ${max}, cores: 70% }`,
      of: "entry",
      why: "and say what it aims at, here 70% of its cores",
    };
  },
};

export const AUTOSCALE_WORDS: OtherWords = {
  keys: {
    min: "min-replicas min-instances minimum min-size min-capacity min-pods",
    max: "max-replicas max-instances maximum max-size max-capacity max-pods",
    boot: "startup startup-time boot-time start-time starts-in",
    every: "interval sync-period period",
    stabilisation: "cooldown cool-down stabilization stabilization-window scale-down-delay",
  },
  entries: {
    "target-cpu-utilization-percentage target-cpu-utilization target-cpu cpu-target cpu cpus target average-utilization utilization utilisation threshold":
      ({ value }) => (isRecord(value) ? null : `cores: ${percent(value)}`),
    "target-rps rps requests-per-second": ({ value }) => `requests: ${asYaml(value)}`,
  },
};

const percent = (value: unknown): string => (typeof value === "number" && value > 1 ? `${value}%` : asYaml(value));

function threadPool(value: unknown): string | null {
  if (typeof value === "number") return `threads: ${value}`;
  if (!isRecord(value)) return null;
  const size = value.max ?? value.maxSize ?? value.size ?? value.threads ?? value.core;
  const queue = value.queue ?? value.queueCapacity ?? value.queueSize ?? value.queue_size;
  if (size === undefined) return null;
  return `threads: ${asYaml(size)}${queue === undefined ? "" : `, queue: ${asYaml(queue)}`}`;
}

/** How requests are spread stands with the service whose instances they go to; a balancer itself has one. */
function balanceOf({ value, beside, file }: Around): string | Instead | null {
  const word = asYaml(ourWordFor(String(value), BALANCE_WORDS.words) ?? value);
  const steps = isRecord(beside.endpoints) ? Object.values(beside.endpoints).flat() : [];
  const asked = new Set(steps.map((step) => (isRecord(step) ? String(step.call).split(".")[0] : undefined)));
  const [only] = asked;
  const isAsked = only !== undefined && asked.size === 1 && isRecord(file.parts) && only in file.parts;
  if (!isAsked || beside.instances !== undefined || beside.replicas !== undefined) return `balance: ${word}`;
  const elsewhere = { at: ["parts", only], write: `balance: ${word}`, words: `in \`${only}\`` };
  return { write: "", elsewhere, why: "each service has its balancer" };
}

/** Who waits gives up, not who works: the sources of traffic that ask this service. */
function timeoutOfCallers({ value, file, path }: Around) {
  const part = String(path[1]);
  const asks = ([, source]: [string, unknown]): boolean =>
    isRecord(source) &&
    [source.to, ...Object.keys(isRecord(source.mix) ? source.mix : {})].some((to) => String(to).split(".")[0] === part);
  const [first] = isRecord(file.traffic) ? Object.entries(file.traffic).filter(asks) : [];
  if (first === undefined) return null;
  const elsewhere = {
    at: ["traffic", first[0]],
    write: `timeout: ${asYaml(value)}`,
    words: `in traffic \`${first[0]}\``,
  };
  return { write: "", elsewhere, why: "who waits gives up" };
}

/** A pool stands with the database that it leads to. */
function poolOfDatabase({ value, file }: Around) {
  const parts = isRecord(file.parts) ? Object.entries(file.parts) : [];
  const databases = parts.filter(([, part]) => isRecord(part) && part.queries !== undefined);
  const [first] = databases;
  if (first === undefined || databases.length > 1) return null;
  const write = `pool: ${isRecord(value) ? asYaml(value) : `{ connections: ${asYaml(value)} }`}`;
  return { write: "", elsewhere: { at: ["parts", first[0]], write, words: `in \`${first[0]}\`` } };
}
