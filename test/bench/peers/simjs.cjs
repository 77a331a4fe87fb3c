/** M/M/c and a web stack in SimJS: MODEL REQUESTS SEED; prints the mean time from arrival to answer. */
globalThis.window = globalThis; // It expects a browser, and leaves `Sim` in its window.
require("simjs");
const { Sim, Entity, Facility, Buffer, Random } = window.Sim;

const [model, requests, seed] = process.argv.slice(2);
const random = new Random(Number(seed));
const times = { sum: 0, count: 0 };

class Users extends Entity {
  start(rate, left = Number(requests)) {
    if (left === 0) return;
    this.setTimer(random.exponential(rate)).done(() => {
      this.visit(this.time());
      this.start(rate, left - 1);
    });
  }

  answered(arrived) {
    times.sum += this.time() - arrived;
    times.count++;
  }
}

function mmc(servers, rate) {
  const server = new Facility("server", Facility.FCFS, servers);
  class Callers extends Users {
    visit(arrived) {
      this.useFacility(server, random.exponential(1)).done(this.answered, this, arrived);
    }
  }
  return [Callers, rate];
}

function web() {
  const threads = new Buffer("threads", 128, 128);
  const connections = new Facility("connections", Facility.FCFS, 20);
  class Visitors extends Users {
    visit(arrived) {
      this.getBuffer(threads, 1).done(this.render, this, arrived);
    }

    render(arrived) {
      this.setTimer(random.exponential(1 / 0.02)).done(this.rendered, this, arrived);
    }

    rendered(arrived) {
      if (random.random() < 0.5)
        this.leave(arrived); // In the cache.
      else this.useFacility(connections, random.exponential(1 / 0.16)).done(this.leave, this, arrived);
    }

    leave(arrived) {
      this.putBuffer(threads, 1);
      this.answered(arrived);
    }
  }
  return [Visitors, 200];
}

const models = { w1: () => mmc(1, 0.9), w2: () => mmc(16, 14.4), web };
const [Kind, rate] = models[model]();
const sim = new Sim();
sim.addEntity(Kind, "users", rate);
sim.simulate(Number.MAX_VALUE);
console.log(times.sum / times.count);
