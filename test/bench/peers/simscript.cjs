/** M/M/c and a web stack in SimScript: MODEL REQUESTS SEED; prints the mean time from arrival to answer. */
const { Simulation, Entity, Queue, Exponential, Uniform } = require("simscript");

globalThis.requestAnimationFrame = setImmediate; // It expects a browser.

const [model, requests, seed] = process.argv.slice(2);
const seeded = (Kind, n, ...parameters) => new Kind(...parameters, 1000 * Number(seed) + n);

class System extends Simulation {
  inside = new Queue("inside");

  onStarting() {
    super.onStarting();
    this.generateEntities(this.request, seeded(Exponential, 0, 1 / this.rate), Number(requests));
  }

  onFinished() {
    super.onFinished();
    console.log(this.inside.averageDwell);
  }
}

class Call extends Entity {
  async script() {
    const { inside, server, service } = this.simulation;
    this.enterQueueImmediately(inside);
    await this.enterQueue(server);
    await this.delay(service.sample());
    this.leaveQueue(server);
    this.leaveQueue(inside);
  }
}

class Mmc extends System {
  request = Call;
  service = seeded(Exponential, 1, 1);

  constructor(servers, rate) {
    super();
    this.server = new Queue("server", servers);
    this.rate = rate;
  }
}

class Visit extends Entity {
  async script() {
    const { inside, threads, connections, render, chance, query } = this.simulation;
    this.enterQueueImmediately(inside);
    await this.enterQueue(threads);
    await this.delay(render.sample());
    if (chance.sample() >= 0.5) {
      await this.enterQueue(connections); // Not in the cache.
      await this.delay(query.sample());
      this.leaveQueue(connections);
    }
    this.leaveQueue(threads);
    this.leaveQueue(inside);
  }
}

class Web extends System {
  request = Visit;
  rate = 200;
  threads = new Queue("threads", 128);
  connections = new Queue("connections", 20);
  render = seeded(Exponential, 1, 0.02);
  query = seeded(Exponential, 2, 0.16);
  chance = seeded(Uniform, 3, 0, 1);
}

const models = { w1: () => new Mmc(1, 0.9), w2: () => new Mmc(16, 14.4), web: () => new Web() };
models[model]().start();
