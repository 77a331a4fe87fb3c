/** Retries around retries: how often each layer tries, and what that makes of one request. */
import { expect, it } from "vitest";
import { retryLayers } from "../../src/model/risks/retry-layers.js";
import { measure, modelOf, simulate } from "../simulate.js";

const chain = (bank: string, more = ""): string => `
version: 1
traffic: { users: { rate: 100/s, to: shop.order, retry: { attempts: 3 } } }
parts:
  shop: { type: service, endpoints: { order: [{ call: pay.charge, retry: { attempts: 3 } ${more} }] } }
  pay: { type: service, endpoints: { charge: [{ call: bank.book ${bank} }] } }
  bank: { type: service, endpoints: { book: [{ fail: 100% }] } }`;
const layers = (text: string) => retryLayers(modelOf(text)).map(({ call, attempts, most }) => [call, attempts, most]);

it("multiply along a chain: three of three are 27, and as many are measured where all fails", () => {
  const text = chain(", retry: { attempts: 3 }");
  expect(layers(text)).toEqual([
    ["users → shop.order", 3, 3],
    ["shop.order → pay.charge", 3, 9],
    ["pay.charge → bank.book", 3, 27],
  ]);
  const measured = simulate(text, { watch: ["calls of shop", "calls of pay", "calls of bank"] });
  for (const [part, most] of [
    ["shop", 3],
    ["pay", 9],
    ["bank", 27],
  ] as const) {
    expect(measure(measured, part, "calls"), part).toBe(most);
    expect(measure(measured, part, "attempts"), part).toBe(3);
  }
});

it("a budget bounds its layer, and a hedge multiplies it", () => {
  expect(layers(chain(", retry: { attempts: 3, budget: 10% }")).at(-1)).toEqual([
    "pay.charge → bank.book",
    1.1,
    3 * 3 * 1.1,
  ]);
  expect(layers(chain("", ", hedge: { after: 1s }"))).toEqual([
    ["users → shop.order", 3, 3],
    ["shop.order → pay.charge", 6, 18],
  ]);
});

it("no layers where nothing stands around another", () =>
  expect(layers(chain("").replace(", retry: { attempts: 3 } } }", " } }"))).toEqual([]));
