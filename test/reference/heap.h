/* Future event list: a binary heap of (time, order), so that ties fire in the order they were scheduled. */
#include <stdint.h>

typedef struct { double time; uint64_t order; int32_t kind, id; uint32_t generation; } Event;
static Event heap[1 << 20];
static int heap_size;
static uint64_t heap_order;

static inline int before(const Event *a, const Event *b) {
  return a->time < b->time || (a->time == b->time && a->order < b->order);
}

static inline void schedule(double time, int kind, int id, uint32_t generation) {
  Event event = {time, heap_order++, kind, id, generation};
  int hole = heap_size++;
  for (int parent; hole > 0 && before(&event, &heap[parent = (hole - 1) >> 1]); hole = parent) heap[hole] = heap[parent];
  heap[hole] = event;
}

static inline Event take_next(void) {
  Event first = heap[0], last = heap[--heap_size];
  int hole = 0;
  for (int child; (child = 2 * hole + 1) < heap_size; hole = child) {
    if (child + 1 < heap_size && before(&heap[child + 1], &heap[child])) child++;
    if (!before(&heap[child], &last)) break;
    heap[hole] = heap[child];
  }
  heap[hole] = last;
  return first;
}
