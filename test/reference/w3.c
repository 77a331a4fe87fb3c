/* W3: load balancer, 4 x 32 threads, cache, pool, primary and two replicas, deadlines and retries. Milliseconds.
 *
 *   arrival -> least connections -> 0.25 network -> line for a thread -> cache -> (miss: line for a connection, line for a
 *   server, query) -> render -> 0.25 network -> answer
 *
 * A failed query or a pool's refusal is an answer too: it frees the thread and travels back. A deadline frees everything at
 * once and is seen at once. Lines and deadlines are intrusive lists; an event that its request no longer expects is
 * skipped. An instance's connections count from dispatch to answer; of equal instances the first is chosen.
 */
#include "random.h"
#include "measure.h"
#include "heap.h"

enum { ARRIVAL, REACHED, LOOKED_UP, QUERIED, RENDERED, ANSWERED, RETRY, SECOND };
enum { NOTHING, DEADLINE, POOL_TIMEOUT, QUERY_FAILED, CAUSES };
enum { INSTANCES = 4, POOL = INSTANCES, PRIMARY, REPLICA, STATIONS = REPLICA + 2 };
static const char *station_names[] = {"instance0", "instance1", "instance2", "instance3", "pool", "primary", "replica0", "replica1"};
static const int capacity[STATIONS] = {32, 32, 32, 32, 20, 4, 8, 8};
static const double network = 0.25, deadline = 2000, pool_timeout = 1000, arrival_gap = 0.5;
#define ATTEMPTS 3
#define SLOTS (1 << 18)
#define SECONDS (1 << 20)

typedef struct {
  double arrived, deadline_at, joined;
  uint32_t expected;                    /* The order of its next event, or 0. */
  int32_t timer_before, timer_after;    /* In the list of deadlines. */
  int32_t line_before, line_after;      /* In the line that it waits in, if any. */
  int8_t line, thread, connection, server, instance; /* Stations, or -1: waiting for, and holding. */
  int8_t attempt, error;
} Request;

typedef struct { int32_t head, tail, length; } List;

static Request requests[SLOTS];
static int32_t free_slots[SLOTS], free_count;
static List lines[STATIONS], deadlines;
static Level busy[STATIONS], queue;
static int connections[INSTANCES], next_replica;
static Lognormal lookup_time, write_time, read_time, render_time;
static double now, pool_timer = INFINITY;

static Histogram response;
static uint64_t attempts_failed[CAUSES], requests_failed[CAUSES], arrivals, events, answered, inside;
static float *throughput_each_second, *queue_each_second, *utilisation_each_second[STATIONS];
static uint64_t answered_before;
static double queue_area_before, area_before[STATIONS];
static long seconds;

static void timer_start(int32_t id) {
  Request *r = &requests[id];
  r->deadline_at = now + deadline, r->timer_before = deadlines.tail, r->timer_after = -1;
  if (deadlines.tail >= 0) requests[deadlines.tail].timer_after = id; else deadlines.head = id;
  deadlines.tail = id;
}

static void timer_cancel(int32_t id) {
  Request *r = &requests[id];
  if (r->timer_before >= 0) requests[r->timer_before].timer_after = r->timer_after; else deadlines.head = r->timer_after;
  if (r->timer_after >= 0) requests[r->timer_after].timer_before = r->timer_before; else deadlines.tail = r->timer_before;
}

/* Everyone in the pool's line has the same patience, so the first in line is the next to lose it. */
static void watch_pool_line(void) { pool_timer = lines[POOL].head < 0 ? INFINITY : requests[lines[POOL].head].joined + pool_timeout; }

static void line_join(int32_t id, int station) {
  Request *r = &requests[id];
  List *l = &lines[station];
  r->line = (int8_t)station, r->joined = now, r->line_before = l->tail, r->line_after = -1;
  if (l->tail >= 0) requests[l->tail].line_after = id; else l->head = id;
  l->tail = id, l->length++;
  if (station == POOL) level_add(&queue, now, 1), watch_pool_line();
}

static void line_leave(int32_t id) {
  Request *r = &requests[id];
  List *l = &lines[r->line];
  if (r->line_before >= 0) requests[r->line_before].line_after = r->line_after; else l->head = r->line_after;
  if (r->line_after >= 0) requests[r->line_after].line_before = r->line_before; else l->tail = r->line_before;
  l->length--;
  if (r->line == POOL) level_add(&queue, now, -1), watch_pool_line();
  r->line = -1;
}

static void next_event(int32_t id, int kind, double delay) { requests[id].expected = schedule(now + delay, kind, id); }

static void admitted(int32_t id, int station) {
  Request *r = &requests[id];
  if (station < INSTANCES) {
    r->thread = (int8_t)station;
    next_event(id, LOOKED_UP, lognormal(lookup_time));
  } else if (station == POOL) {
    r->connection = POOL;
    int server = uniform() < 0.2 ? PRIMARY : REPLICA + (next_replica ^= 1);
    if (busy[server].value < capacity[server]) level_add(&busy[server], now, 1), admitted(id, server);
    else line_join(id, server);
  } else {
    r->server = (int8_t)station;
    next_event(id, QUERIED, lognormal(station == PRIMARY ? write_time : read_time));
  }
}

static void acquire(int32_t id, int station) {
  if (busy[station].value < capacity[station]) level_add(&busy[station], now, 1), admitted(id, station);
  else line_join(id, station);
}

static void release(int station) { /* Handed straight on, so that none overtakes the queue. */
  int32_t id = lines[station].head;
  if (id < 0) level_add(&busy[station], now, -1);
  else line_leave(id), admitted(id, station);
}

static void free_server(Request *r) { int s = r->server; if (s >= 0) r->server = -1, release(s); }
static void free_connection(Request *r) { if (r->connection >= 0) r->connection = -1, release(POOL); }
static void free_thread(Request *r) { int s = r->thread; if (s >= 0) r->thread = -1, release(s); }

static void dispatch(int32_t id) {
  Request *r = &requests[id];
  int least = 0;
  for (int i = 1; i < INSTANCES; i++) if (connections[i] < connections[least]) least = i;
  connections[least]++;
  r->instance = (int8_t)least, r->error = NOTHING;
  timer_start(id);
  next_event(id, REACHED, network);
}

static void go_home(int32_t id, int error) {
  requests[id].error = (int8_t)error;
  free_thread(&requests[id]);
  next_event(id, ANSWERED, network);
}

static void finish(int32_t id) {
  Request *r = &requests[id];
  if (r->error == NOTHING) histogram_record(&response, now - r->arrived), answered++;
  else requests_failed[r->error]++;
  inside--;
  free_slots[free_count++] = id;
}

static void attempt_ends(int32_t id) { /* Answered, failed or out of time; holds nothing any more. */
  Request *r = &requests[id];
  connections[r->instance]--;
  r->expected = 0;
  attempts_failed[r->error]++;
  if (r->error == NOTHING || r->attempt + 1 == ATTEMPTS) finish(id);
  else next_event(id, RETRY, 100 * (double)(1 << r->attempt++) * (0.5 + uniform()));
}

static void out_of_time(int32_t id) {
  Request *r = &requests[id];
  timer_cancel(id);
  if (r->line >= 0) line_leave(id);
  free_server(r), free_connection(r), free_thread(r);
  r->error = DEADLINE;
  attempt_ends(id);
}

static void second_ends(void) {
  level_add(&queue, now, 0);
  queue_each_second[seconds] = (float)((queue.area - queue_area_before) / 1000), queue_area_before = queue.area;
  throughput_each_second[seconds] = (float)(answered - answered_before), answered_before = answered;
  for (int s = 0; s < STATIONS; s++) {
    level_add(&busy[s], now, 0);
    utilisation_each_second[s][seconds] = (float)((busy[s].area - area_before[s]) / 1000 / capacity[s]), area_before[s] = busy[s].area;
  }
  seconds++;
  schedule(now + 1000, SECOND, 0);
}

static void arrive(void) {
  int32_t id = free_slots[--free_count];
  Request *r = &requests[id];
  r->arrived = now, r->attempt = 0;
  arrivals++, inside++;
  schedule(now + exponential(arrival_gap), ARRIVAL, 0);
  dispatch(id);
}

static void handle(int32_t id, int kind) {
  Request *r = &requests[id];
  switch (kind) {
    case REACHED: acquire(id, r->instance); break;
    case LOOKED_UP:
      if (uniform() < 0.9) next_event(id, RENDERED, lognormal(render_time));
      else acquire(id, POOL);
      break;
    case QUERIED:
      free_server(r), free_connection(r);
      if (uniform() < 0.005) go_home(id, QUERY_FAILED);
      else next_event(id, RENDERED, lognormal(render_time));
      break;
    case RENDERED: go_home(id, NOTHING); break;
    case ANSWERED: timer_cancel(id), attempt_ends(id); break;
    case RETRY: dispatch(id); break;
  }
}

static void step(void) {
  double deadline_at = deadlines.head < 0 ? INFINITY : requests[deadlines.head].deadline_at;
  double timer = deadline_at < pool_timer ? deadline_at : pool_timer;
  if (timer < time_of(heap[0])) {
    now = timer, events++;
    if (deadline_at <= pool_timer) out_of_time(deadlines.head);
    else {
      int32_t id = lines[POOL].head;
      line_leave(id), go_home(id, POOL_TIMEOUT);
    }
    return;
  }
  Event event = take_next();
  now = event.time;
  if (event.kind == ARRIVAL) events++, arrive();
  else if (event.kind == SECOND) second_ends();
  else if (event.order == requests[event.id].expected) events++, handle(event.id, event.kind);
}

int main(int argc, char **argv) {
  long warm_up = argument(argc, argv, 1, 600000), measured = argument(argc, argv, 2, 3000000);
  random_seed((uint64_t)argument(argc, argv, 3, 1));
  lookup_time = lognormal_of(2, 0.5), write_time = lognormal_of(60, 0.8);
  read_time = lognormal_of(80, 0.8), render_time = lognormal_of(35, 0.5);
  throughput_each_second = malloc(SECONDS * sizeof(float)), queue_each_second = malloc(SECONDS * sizeof(float));
  deadlines = (List){-1, -1, 0};
  for (int s = 0; s < STATIONS; s++) lines[s] = deadlines, utilisation_each_second[s] = malloc(SECONDS * sizeof(float));
  for (int i = 0; i < SLOTS; i++) {
    free_slots[free_count++] = SLOTS - 1 - i;
    requests[i].line = requests[i].thread = requests[i].connection = requests[i].server = -1;
  }
  schedule(exponential(arrival_gap), ARRIVAL, 0), schedule(1000, SECOND, 0);
  while ((long)arrivals < warm_up) step();

  for (int s = 0; s < STATIONS; s++) level_add(&busy[s], now, 0), area_before[s] -= busy[s].area, busy[s].area = 0;
  level_add(&queue, now, 0), queue_area_before -= queue.area, queue.area = 0;
  memset(&response, 0, sizeof response), memset(attempts_failed, 0, sizeof attempts_failed);
  memset(requests_failed, 0, sizeof requests_failed);
  uint64_t arrivals_before = arrivals, inside_before = inside, answered_at_start = answered;
  double start = now, cpu = cpu_seconds();
  long first_second = seconds;
  events = 0;
  while ((long)(arrivals - arrivals_before) < measured) step();
  cpu = cpu_seconds() - cpu;

  double span = now - start, n = (double)measured, peak = 0;
  for (long i = first_second; i < seconds; i++) if (queue_each_second[i] > peak) peak = queue_each_second[i];
  printf("{ \"workload\": \"W3\", \"nsPerRequest\": %.1f, \"requestsPerSecond\": %.0f, \"measured\": %ld, \"eventsPerRequest\": %.3f,\n", 1e9 * cpu / n,
         n / cpu, measured, events / n);
  printf("  \"mean\": %.4f, \"p50\": %.3f, \"p90\": %.3f, \"p99\": %.3f, \"p999\": %.3f,\n", response.sum / response.count, histogram_quantile(&response, 0.5),
         histogram_quantile(&response, 0.9), histogram_quantile(&response, 0.99), histogram_quantile(&response, 0.999));
  printf("  \"arrivalsPerSecond\": %.2f, \"answersPerSecond\": %.2f, \"insideAtStart\": %lu, \"insideAtEnd\": %lu,\n", 1000 * n / span,
         1000 * (double)(answered - answered_at_start) / span, (unsigned long)inside_before, (unsigned long)inside);
  printf("  \"failedAttempts\": { \"deadline\": %lu, \"poolTimeout\": %lu, \"query\": %lu },\n", (unsigned long)attempts_failed[DEADLINE],
         (unsigned long)attempts_failed[POOL_TIMEOUT], (unsigned long)attempts_failed[QUERY_FAILED]);
  printf("  \"failedRequests\": { \"deadline\": %lu, \"poolTimeout\": %lu, \"query\": %lu },\n", (unsigned long)requests_failed[DEADLINE],
         (unsigned long)requests_failed[POOL_TIMEOUT], (unsigned long)requests_failed[QUERY_FAILED]);
  level_add(&queue, now, 0);
  printf("  \"poolQueue\": { \"mean\": %.4f, \"peakSecond\": %.1f },\n  \"utilisation\": {", queue.area / span, peak);
  for (int s = 0; s < STATIONS; s++) level_add(&busy[s], now, 0), printf("%s \"%s\": %.4f", s ? "," : "", station_names[s], busy[s].area / span / capacity[s]);
  printf(" } }\n");
}
