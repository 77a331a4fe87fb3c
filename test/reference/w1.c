/* W1: M/M/1, arrivals 0.9 and service 1 a unit of time. Two clocks, so no event list. Mean sojourn by theory: 10. */
#include "random.h"
#include "measure.h"

#define LINE (1 << 20) /* Longest line; the chance of more is 0.9^1048576. */
static double arrived[LINE];
static Histogram sojourn;

int main(int argc, char **argv) {
  long warm_up = argument(argc, argv, 1, 600000), measured = argument(argc, argv, 2, 20000000);
  random_seed(argument(argc, argv, 3, 1));
  double next_arrival = exponential(1 / 0.9), next_departure = INFINITY, now = 0, start = 0, cpu = 0;
  uint32_t head = 0, tail = 0;
  Level busy = {0};
  for (long done = -warm_up; done < measured;) {
    if (next_arrival < next_departure) {
      now = next_arrival;
      next_arrival = now + exponential(1 / 0.9);
      arrived[tail++ % LINE] = now;
      if (tail - head == 1) level_add(&busy, now, 1), next_departure = now + exponential(1);
    } else {
      now = next_departure;
      histogram_record(&sojourn, now - arrived[head++ % LINE]);
      if (head == tail) level_add(&busy, now, -1), next_departure = INFINITY;
      else next_departure = now + exponential(1);
      if (++done == 0) sojourn = (Histogram){0}, level_add(&busy, now, 0), busy.area = 0, start = now, cpu = cpu_seconds();
    }
  }
  cpu = cpu_seconds() - cpu;
  level_add(&busy, now, 0);
  printf("{ \"workload\": \"W1\", \"nsPerRequest\": %.1f, \"requestsPerSecond\": %.0f, \"measured\": %ld, \"mean\": %.4f, \"p99\": %.3f, "
         "\"throughput\": %.5f, \"utilisation\": %.5f }\n", 1e9 * cpu / measured, measured / cpu, measured,
         sojourn.sum / sojourn.count, histogram_quantile(&sojourn, 0.99), measured / (now - start), busy.area / (now - start));
}
