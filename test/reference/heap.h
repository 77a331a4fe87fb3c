/*
 * Future event list: a heap of four children a node. Time, order and what happens are one integer of 128 bits, since the
 * bits of a positive double order as its value does; so ties fire in the order in which they were scheduled.
 */
#include <stdint.h>
#include <string.h>

typedef unsigned __int128 Packed;
typedef struct { double time; uint32_t order; int kind, id; } Event;
static Packed heap[1 << 20];
static int heap_size;
static uint32_t heap_order;

/* Returns its order, by which an event can be told from one that is no longer expected; never 0. */
static inline uint32_t schedule(double time, int kind, int id) {
  uint64_t bits;
  memcpy(&bits, &time, 8);
  uint32_t order = ++heap_order;
  Packed event = (Packed)bits << 64 | (uint64_t)order << 32 | (uint32_t)(kind << 24 | id);
  int hole = heap_size++;
  for (int parent; hole > 0 && event < heap[parent = (hole - 1) >> 2]; hole = parent) heap[hole] = heap[parent];
  heap[hole] = event;
  return order;
}

static inline double time_of(Packed event) {
  uint64_t bits = (uint64_t)(event >> 64);
  double time;
  memcpy(&time, &bits, 8);
  return time;
}

static inline Event take_next(void) {
  Packed first = heap[0], last = heap[--heap_size];
  int hole = 0, child;
  while ((child = 4 * hole + 1) + 3 < heap_size) { /* The least of four without branches, which would be guesses. */
    Packed *c = &heap[child];
    int left = c[1] < c[0], right = 2 + (c[3] < c[2]);
    Packed least_left = left ? c[1] : c[0], least_right = c[3] < c[2] ? c[3] : c[2];
    int least = least_right < least_left ? right : left;
    Packed event = least_right < least_left ? least_right : least_left;
    if (last <= event) break;
    heap[hole] = event, hole = child + least;
  }
  if (child + 3 >= heap_size && child < heap_size) {
    int least = child;
    for (int other = child + 1; other < heap_size; other++) least = heap[other] < heap[least] ? other : least;
    if (heap[least] < last) heap[hole] = heap[least], hole = least;
  }
  heap[hole] = last;
  return (Event){time_of(first), (uint32_t)(first >> 32), (first >> 24) & 255, first & 0xffffff};
}
