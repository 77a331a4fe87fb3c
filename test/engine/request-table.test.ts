import { expect, it } from "vitest";
import { RequestTable, SystemFull } from "../../src/engine/request-table.js";

it("hands out the lowest rows first, and each to one request at a time", () => {
  const table = new RequestTable();
  const rows = Array.from({ length: 1000 }, () => table.take());
  expect(rows).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(table.inUse).toBe(1000);
});

it("uses a row again as soon as it is given back", () => {
  const table = new RequestTable();
  const [first] = [table.take(), table.take()];
  table.giveBack(first);
  expect(table.inUse).toBe(1);
  expect(table.take()).toBe(first);
});

it("keeps what stands in the columns when it grows, and grows columns of either sort", () => {
  const table = new RequestTable();
  const whole = table.int32();
  const real = table.float64();
  for (let i = 0; i < 5000; i++) {
    const row = table.take();
    whole.at[row] = -i;
    real.at[row] = i / 8;
  }
  expect(Array.from(whole.at.slice(0, 5000))).toEqual(Array.from({ length: 5000 }, (_, i) => 0 - i));
  expect(real.at[4999]).toBe(4999 / 8);
});

it("a column asked for late has room for the rows there are", () => {
  const table = new RequestTable();
  for (let i = 0; i < 700; i++) table.take();
  expect(table.int32().at.length).toBeGreaterThanOrEqual(700);
});

it("says that the system is full at the limit, and works again when some have left", () => {
  const table = new RequestTable(1024);
  for (let i = 0; i < 1024; i++) table.take();
  expect(() => table.take()).toThrow(SystemFull);
  expect(table.inUse).toBe(1024);
  table.giveBack(17);
  expect(table.take()).toBe(17);
});
