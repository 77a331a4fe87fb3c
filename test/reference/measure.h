/* Log-linear histogram (256 parts an octave, as in src/engine/histogram.ts), time-weighted level, stopwatch. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS (44 * 256)
typedef struct { uint64_t count; double sum, sum_of_squares; uint32_t counts[BUCKETS]; } Histogram;

static inline void histogram_record(Histogram *h, double value) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  int bucket = (int)(bits >> 44) - (1009 << 8); /* From 2^-14 up. */
  h->counts[bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
  h->count++, h->sum += value, h->sum_of_squares += value * value;
}

static double histogram_quantile(const Histogram *h, double p) {
  uint64_t rank = (uint64_t)ceil((double)h->count * p), below = 0;
  for (int i = 0; i < BUCKETS; i++)
    if ((below += h->counts[i]) >= rank) return ldexp(1 + ((i & 255) + 0.5) / 256, (i >> 8) - 14);
  return NAN;
}

typedef struct { double area, since; int value; } Level;
static inline void level_add(Level *l, double now, int change) {
  l->area += l->value * (now - l->since), l->since = now, l->value += change;
}

/* Of this process, so that a busy machine does not count. */
static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static long argument(int argc, char **argv, int i, long otherwise) { return argc > i ? atol(argv[i]) : otherwise; }
