/*
 * M/M/c: W1 is `mmc 1 0.9`, W2 is `mmc 16 14.4`; service takes 1 unit of time. Mean sojourn by theory: 10, and
 * 1 + Erlang C(16, 14.4) / 1.6 = 1.3696.
 */
#include "random.h"
#include "measure.h"
#include "heap.h"

#define LINE (1 << 20)
#define MOST_SERVERS 1024
enum { ARRIVAL, DEPARTURE };
static double waiting[LINE], in_service[MOST_SERVERS];
static int idle[MOST_SERVERS];
static Histogram sojourn;

int main(int argc, char **argv) {
  int servers = argc > 1 ? atoi(argv[1]) : 1;
  double gap = 1 / (argc > 2 ? atof(argv[2]) : 0.9);
  long warm_up = argument(argc, argv, 3, 600000), measured = argument(argc, argv, 4, 20000000);
  random_seed(argument(argc, argv, 5, 1));
  uint32_t head = 0, tail = 0;
  int idle_count = servers;
  for (int i = 0; i < servers; i++) idle[i] = i;
  Level busy = {0};
  double start = 0, cpu = 0, now = 0;
  schedule(exponential(gap), ARRIVAL, 0);
  for (long done = -warm_up; done < measured;) {
    Event event = take_next();
    now = event.time;
    if (event.kind == ARRIVAL) {
      schedule(now + exponential(gap), ARRIVAL, 0);
      if (idle_count > 0) {
        int server = idle[--idle_count];
        level_add(&busy, now, 1);
        in_service[server] = now;
        schedule(now + exponential(1), DEPARTURE, server);
      } else waiting[tail++ % LINE] = now;
    } else {
      histogram_record(&sojourn, now - in_service[event.id]);
      if (head != tail) {
        in_service[event.id] = waiting[head++ % LINE];
        schedule(now + exponential(1), DEPARTURE, event.id);
      } else level_add(&busy, now, -1), idle[idle_count++] = event.id;
      if (++done == 0) sojourn = (Histogram){0}, level_add(&busy, now, 0), busy.area = 0, start = now, cpu = cpu_seconds();
    }
  }
  cpu = cpu_seconds() - cpu;
  level_add(&busy, now, 0);
  printf("{ \"servers\": %d, \"nsPerRequest\": %.1f, \"requestsPerSecond\": %.0f, \"measured\": %ld, \"mean\": %.5f, \"p99\": %.3f, "
         "\"throughput\": %.4f, \"utilisation\": %.5f }\n", servers, 1e9 * cpu / measured, measured / cpu, measured,
         sojourn.sum / sojourn.count, histogram_quantile(&sojourn, 0.99), measured / (now - start), busy.area / (now - start) / servers);
}
