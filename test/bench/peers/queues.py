"""M/M/c and a web stack in SimPy: MODEL REQUESTS SEED; prints the mean time from arrival to answer."""
import sys
from random import expovariate, random, seed

import simpy

MODELS = {  # Arrivals a second, and what there is of each.
    "w1": (0.9, {"server": 1}),
    "w2": (14.4, {"server": 16}),
    "web": (200, {"thread": 128, "connection": 20}),
}


def visit_server(env, parts):
    with parts["server"].request() as server:
        yield server
        yield env.timeout(expovariate(1))


def visit_web(env, parts):
    with parts["thread"].request() as thread:
        yield thread
        yield env.timeout(expovariate(1 / 0.020))
        if random() >= 0.5:  # Not in the cache.
            with parts["connection"].request() as connection:
                yield connection
                yield env.timeout(expovariate(1 / 0.160))


def request(env, visit, parts, times):
    arrived = env.now
    yield from visit(env, parts)
    times.append(env.now - arrived)


def users(env, rate, requests, visit, parts, times):
    for _ in range(requests):
        yield env.timeout(expovariate(rate))
        env.process(request(env, visit, parts, times))


model, requests = sys.argv[1], int(sys.argv[2])
seed(int(sys.argv[3]))
rate, sizes = MODELS[model]
env = simpy.Environment()
parts = {name: simpy.Resource(env, size) for name, size in sizes.items()}
times = []
env.process(users(env, rate, requests, visit_web if model == "web" else visit_server, parts, times))
env.run()
print(sum(times) / len(times))
