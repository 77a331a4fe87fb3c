/* W2: M/M/16, arrivals 14.4 and service 1 a unit of time. Mean sojourn by theory: 1 + Erlang C(16, 14.4) / 1.6 = 1.3696. */
#include "random.h"
#include "measure.h"
#include "heap.h"

#define SERVERS 16
#define LINE (1 << 20)
enum { ARRIVAL, DEPARTURE };
static double waiting[LINE], in_service[SERVERS];
static Histogram sojourn;

int main(int argc, char **argv) {
  long warm_up = argument(argc, argv, 1, 600000), measured = argument(argc, argv, 2, 20000000);
  random_seed(argument(argc, argv, 3, 1));
  uint32_t head = 0, tail = 0;
  int idle[SERVERS], idle_count = SERVERS;
  for (int i = 0; i < SERVERS; i++) idle[i] = i;
  Level busy = {0};
  double start = 0, cpu = 0, now = 0;
  schedule(exponential(1 / 14.4), ARRIVAL, 0, 0);
  for (long done = -warm_up; done < measured;) {
    Event event = take_next();
    now = event.time;
    if (event.kind == ARRIVAL) {
      schedule(now + exponential(1 / 14.4), ARRIVAL, 0, 0);
      if (idle_count > 0) {
        int server = idle[--idle_count];
        level_add(&busy, now, 1);
        in_service[server] = now;
        schedule(now + exponential(1), DEPARTURE, server, 0);
      } else waiting[tail++ % LINE] = now;
    } else {
      histogram_record(&sojourn, now - in_service[event.id]);
      if (head != tail) {
        in_service[event.id] = waiting[head++ % LINE];
        schedule(now + exponential(1), DEPARTURE, event.id, 0);
      } else level_add(&busy, now, -1), idle[idle_count++] = event.id;
      if (++done == 0) sojourn = (Histogram){0}, level_add(&busy, now, 0), busy.area = 0, start = now, cpu = cpu_seconds();
    }
  }
  cpu = cpu_seconds() - cpu;
  level_add(&busy, now, 0);
  printf("{ \"workload\": \"W2\", \"nsPerRequest\": %.1f, \"requestsPerSecond\": %.0f, \"measured\": %ld, \"mean\": %.5f, \"p99\": %.3f, "
         "\"throughput\": %.4f, \"utilisation\": %.5f }\n", 1e9 * cpu / measured, measured / cpu, measured,
         sojourn.sum / sojourn.count, histogram_quantile(&sojourn, 0.99), measured / (now - start), busy.area / (now - start) / SERVERS);
}
