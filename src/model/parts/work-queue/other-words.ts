/** What brokers and job runners call what a work queue here has. */
import { type Around, asYaml, isRecord, type OtherWords } from "../../language/other-words.js";
import { CORES_WORDS, LEFT_OUT } from "../shared/other-words.js";

export const QUEUE_CALLED =
  "queue sqs rabbitmq rabbit amqp activemq jms kafka kinesis pulsar nats redpanda pubsub servicebus service-bus sidekiq " +
  "celery resque bull bullmq delayed-job solid-queue hangfire quartz worker workers message-queue messagequeue mq " +
  "broker job-queue jobs task-queue background-jobs active-job good-job oban que consumer stream event-stream";

export const QUEUE_WORDS: OtherWords = {
  keys: {
    ...CORES_WORDS.keys,
    workers:
      "concurrency consumers consumer worker threads num-workers max-workers processes instances parallelism listeners " +
      "replicas pods consumer-count worker-count max-concurrency shards",
    lease: "visibility-timeout visibility ack-wait ack-deadline lock-duration ack-timeout",
    attempts: "max-receive-count max-attempts max-deliver max-deliveries delivery-limit tries",
    backoff: "retry-delay retry-backoff retry-after",
    "dead-letter": "dlq dead-letter-queue deadletter dead-letters dead-letter-exchange",
    limit: "max-length max-size queue-size capacity size",
    batch: "batch-size",
  },
  entries: {
    ...CORES_WORDS.entries,
    "retries max-retries retry retry-count": ({ value }) =>
      typeof value === "number"
        ? { write: `attempts: ${value + 1}`, why: `${value} retries are ${value + 1} attempts` }
        : null,
    "redrive redrive-policy": ({ value }) => redrive(value),
    "messages message tasks task jobs job handlers handler endpoints topics process processes work does queues perform execute run":
      stepsOf,
  },
  leftOut: {
    ...LEFT_OUT,
    "prefetch prefetch-count poll-interval long-polling brokers retention partitions":
      "a free worker takes the next message at once",
  },
};

export const BATCH_WORDS: OtherWords = {
  keys: { most: "size max max-size maximum", wait: "timeout max-wait window maximum-batching-window" },
  value: ({ value }) => (typeof value === "number" ? `{ most: ${value} }` : null),
};

/** The steps of the only kind of message. */
function stepsOf({ value }: Around): string | null {
  const all = isRecord(value) ? Object.values(value) : [value];
  const [only] = all;
  if (all.length !== 1) return null;
  const steps = isRecord(only) && Array.isArray(only.steps) ? only.steps : only;
  return Array.isArray(steps) ? `steps: ${asYaml(steps)}` : isRecord(steps) ? `steps: [${asYaml(steps)}]` : null;
}

function redrive(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const attempts = value.maxReceiveCount ?? value.max_receive_count ?? value.attempts;
  return attempts === undefined ? null : `attempts: ${asYaml(attempts)}`;
}
