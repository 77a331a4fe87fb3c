/* xoshiro256+ (Blackman and Vigna), seeded by splitmix64; exponential and normal by ziggurat (Marsaglia and Tsang). */
#include <math.h>
#include <stdint.h>

static uint64_t random_state[4];

static inline uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline uint64_t random_bits(void) {
  uint64_t *s = random_state, result = s[0] + s[3], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

static inline double to_unit(uint64_t bits) { return (double)(bits >> 11) * 0x1p-53; }
static inline double uniform(void) { return to_unit(random_bits()); } /* [0, 1) */

#define LAYERS 256
#define EXPONENTIAL_TAIL 7.69711747013105
#define NORMAL_TAIL 3.6541528853610088
#define NORMAL_TAIL_AREA 0.0003233957646633213
static double exponential_edge[LAYERS + 1], exponential_height[LAYERS + 1];
static double normal_edge[LAYERS + 1], normal_height[LAYERS + 1];

static void random_seed(uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    random_state[i] = z ^ z >> 31;
  }
  double *e = exponential_edge, *h = exponential_height, area = (EXPONENTIAL_TAIL + 1) * exp(-EXPONENTIAL_TAIL);
  e[1] = EXPONENTIAL_TAIL, h[1] = exp(-e[1]), e[0] = area / h[1], h[LAYERS] = 1, e[LAYERS] = 0;
  for (int i = 2; i < LAYERS; i++) h[i] = h[i - 1] + area / e[i - 1], e[i] = -log(h[i]);
  e = normal_edge, h = normal_height;
  e[1] = NORMAL_TAIL, h[1] = exp(-0.5 * e[1] * e[1]), area = e[1] * h[1] + NORMAL_TAIL_AREA;
  e[0] = area / h[1], h[LAYERS] = 1, e[LAYERS] = 0;
  for (int i = 2; i < LAYERS; i++) h[i] = h[i - 1] + area / e[i - 1], e[i] = sqrt(-2 * log(h[i]));
}

static inline double exponential(double mean) {
  for (double start = 0;;) {
    uint64_t bits = random_bits();
    int layer = bits & 255; /* The lowest 11 bits are not in the unit. */
    double x = to_unit(bits) * exponential_edge[layer];
    if (x < exponential_edge[layer + 1]) return mean * (start + x);
    if (layer == 0) start += EXPONENTIAL_TAIL; /* No memory: the tail is the whole again. */
    else if (exponential_height[layer] + uniform() * (exponential_height[layer + 1] - exponential_height[layer]) < exp(-x))
      return mean * (start + x);
  }
}

static inline double normal(void) {
  for (;;) {
    uint64_t bits = random_bits();
    int layer = bits & 255;
    double x = (double)((int64_t)bits >> 11) * 0x1p-52 * normal_edge[layer];
    if (fabs(x) < normal_edge[layer + 1]) return x;
    if (layer == 0) {
      for (;;) {
        double y = -log(1 - uniform()) / NORMAL_TAIL;
        if (-2 * log(1 - uniform()) >= y * y) return x < 0 ? -NORMAL_TAIL - y : NORMAL_TAIL + y;
      }
    }
    if (normal_height[layer] + uniform() * (normal_height[layer + 1] - normal_height[layer]) < exp(-0.5 * x * x)) return x;
  }
}

typedef struct { double median, sigma; } Lognormal;
static inline Lognormal lognormal_of(double mean, double sigma) { return (Lognormal){mean * exp(-0.5 * sigma * sigma), sigma}; }
static inline double lognormal(Lognormal d) { return d.median * exp(d.sigma * normal()); }
