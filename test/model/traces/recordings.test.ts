/** Recorded counts: times are times however they are written, and nothing is taken in silence for what it is not. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../../src/model/source/index.js";
import { readModel } from "../../../src/model/source/read-model.js";

interface Read {
  readonly counts?: readonly number[];
  readonly every?: number;
  readonly clock?: string;
}

/** What a recording comes to, or what is said against it; and what is said beside it. */
function read(csv: string, options = ""): { is: Read | string[]; warned: string[] } {
  const rate = csv === "" ? `{ ${options} }` : `{ trace: r.csv${options === "" ? "" : `, ${options}`} }`;
  const text = `
version: 1
traffic: { t: { rate: ${rate}, to: w.a } }
parts: { w: { type: service, instances: 8, cores: 64, endpoints: { a: [{ cpu: 1ms }] } } }`;
  const { model, diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text, "r.csv": csv }));
  const said = (severity: string): string[] =>
    diagnostics.flatMap((each) =>
      each.severity === severity ? [`${each.message}${each.hint === undefined ? "" : ` · ${each.hint}`}`] : [],
    );
  const { counts, every, clock } = (model?.traffic.t.rate ?? {}) as Read;
  return { is: model === null ? said("error") : { counts, every, clock }, warned: said("warning") };
}

const H = 3_600_000;
const table = (...times: string[]): string => `time,count\n${times.map((time, i) => `${time},${i + 1}`).join("\n")}\n`;

describe("the same hours, however they are written", () => {
  const forms: readonly (readonly [string, readonly string[], string | undefined, string])[] = [
    ["time of day", ["8:00", "9:00", "10:00", "11:00"], "08:00:00", "9:00"],
    ["two digits and seconds", ["08:00:00", "09:00:00", "10:00:00", "11:00:00"], "08:00:00", "09:00:00"],
    ["am and pm", ["10:00 PM", "11:00 PM", "12:00 AM", "1:00 AM"], "22:00:00", "11:00 pm"],
    ["past midnight", ["22:00", "23:00", "0:00", "1:00"], "22:00:00", "23:00"],
    ["past midnight, counted on", ["22:00", "23:00", "24:00", "25:00"], "22:00:00", "23:00"],
    [
      "ISO with T",
      ["1998-07-07T08:00", "1998-07-07T09:00", "1998-07-07T10:00", "1998-07-07T11:00"],
      "1998-07-07T08:00:00",
      "1998-07-07 09:00",
    ],
    [
      "ISO with a space",
      ["1998-07-07 8:00", "1998-07-07 9:00", "1998-07-07 10:00", "1998-07-07 11:00"],
      "1998-07-07T08:00:00",
      "1998-07-07T09:00:00Z",
    ],
    [
      "with Z",
      ["1998-07-07T08:00:00Z", "1998-07-07T09:00:00Z", "1998-07-07T10:00:00Z", "1998-07-07T11:00:00Z"],
      "1998-07-07T08:00:00",
      "1998-07-07 09:00",
    ],
    [
      "with an offset",
      [
        "1998-07-07T23:00:00+02:00",
        "1998-07-08T00:00:00+02:00",
        "1998-07-08T01:00:00+02:00",
        "1998-07-08T02:00:00+02:00",
      ],
      "1998-07-07T23:00:00",
      "1998-07-07T22:00:00Z",
    ],
    [
      "an offset that changes",
      [
        "1998-10-25T01:00:00+02:00",
        "1998-10-25T02:00:00+02:00",
        "1998-10-25T02:00:00+01:00",
        "1998-10-25T03:00:00+01:00",
      ],
      "1998-10-25T01:00:00",
      "1998-10-25T00:00:00Z",
    ],
    ["seconds since 1970", ["899884800", "899888400", "899892000", "899895600"], "1998-07-08T08:00:00", "899888400"],
    [
      "milliseconds since 1970",
      ["899884800000", "899888400000", "899892000000", "899895600000"],
      "1998-07-08T08:00:00",
      "1998-07-08T09:00",
    ],
  ];
  for (const [what, times, clock, second] of forms) {
    it(what, () => {
      expect(read(table(...times))).toEqual({ is: { counts: [1, 2, 3, 4], every: H, clock }, warned: [] });
      const { is, warned } = read(table(...times), `from: "${second}"`);
      expect({ is, warned }).toMatchObject({ is: { counts: [2, 3, 4] }, warned: [] });
      expect(read(table(...times), `to: "${second}"`)).toMatchObject({ is: { counts: [1], clock }, warned: [] });
    });
  }

  it("a time of day is enough, and belongs to the first day on which it comes", () => {
    const days = [7, 8, 9].flatMap((day) => ["00", "06", "12", "18"].map((hour) => `1998-07-0${day}T${hour}:00`));
    const from = (options: string) => (read(table(...days), options).is as Read).counts;
    expect(from('from: "12:00", to: "18:00"')).toEqual([3]);
    expect(from('from: "18:00", to: "6:00"')).toEqual([4, 5]);
    expect(from("from: 1998-07-08, to: 1998-07-09")).toEqual([5, 6, 7, 8]);
    expect(read(table("22:00", "23:00", "0:00", "1:00"), 'from: "23:00", to: "1:00"').is).toMatchObject({
      counts: [2, 3],
    });
    const berlin = ["22", "23"].map((hour) => `1998-07-07T${hour}:00+02:00`);
    expect(read(table(...berlin), 'from: "23:00"').is).toMatchObject({ counts: [2], clock: "1998-07-07T23:00:00" });
  });

  it("dates alone are days", () =>
    expect(read(table("1998-07-07", "1998-07-08", "1998-07-09"), "from: 1998-07-08").is).toEqual({
      counts: [2, 3],
      every: 24 * H,
      clock: "1998-07-08T00:00:00",
    }));

  it("plain numbers are in order of size", () => {
    const numbers = table("7.5", "60.5", "113.5");
    expect(read(numbers, "every: 1h, from: 60.5").is).toEqual({ counts: [2, 3], every: H, clock: undefined });
    expect(read(numbers, "every: 1h, to: 60.5, clock: 8:00").is).toEqual({ counts: [1], every: H, clock: "08:00:00" });
  });
});

describe("rows that are not as they should be", () => {
  it("are sorted", () => {
    const said = "r.csv:3: 9:00 comes below 10:00; the rows are sorted by their times";
    expect(read("t,n\n10:00,3\n9:00,2\n8:00,1\n11:00,4")).toEqual({
      is: { counts: [1, 2, 3, 4], every: H, clock: "08:00:00" },
      warned: [said],
    });
    const newestFirst = read("t,n\n1:00,4\n0:00,3\n23:00,2\n22:00,1");
    expect(newestFirst.is).toEqual({ counts: [1, 2, 3, 4], every: H, clock: "22:00:00" });
    expect(newestFirst.warned).toHaveLength(1);
  });

  it("leave a gap in time where they are missing", () => {
    expect(read("t,n\n8:00,1\n9:00,2\n12:00,5\n14:00,7")).toEqual({
      is: { counts: [1, 2, 0, 0, 5, 0, 7], every: H, clock: "08:00:00" },
      warned: [
        "r.csv:4: 2 rows are missing between 9:00 and 12:00; nothing arrives then",
        "r.csv:5: a row is missing between 12:00 and 14:00; nothing arrives then",
      ],
    });
    expect(read("t,n\n1,1\n2,2\n4,4", "every: 1s").is).toMatchObject({ counts: [1, 2, 0, 4] });
  });

  it("are left out below the last time", () =>
    expect(read("t,n\n8:00,1\n9:00,2\nTotal,3\n")).toEqual({
      is: { counts: [1, 2], every: H, clock: "08:00:00" },
      warned: ['r.csv:4: "Total" is no time; the row is left out'],
    }));

  it("are left out at the end if they are not finished", () =>
    expect(read("t,n\n8:00,1\n9:00,2\n12:00,\n").is).toEqual({ counts: [1, 2], every: H, clock: "08:00:00" }));

  it.each<[string, string, string[]]>([
    ["t,n\n8:00,1\n9:00,2\n9:00,3", "", ["r.csv:4: 9:00 is the time of line 3 too"]],
    ["t,n\n8:00,1\nTotal,2\n9:00,3", "", ['r.csv:3: "Total" is no time']],
    [
      "t,n\n8:00,1\n1998-07-07,2\n9:00,3",
      "",
      ['r.csv:3: "1998-07-07" is a date, and "8:00" on line 2 is a time of day'],
    ],
    [
      "t,n\n1998-07-07T08:00,1\n1998-07-07T09:00Z,2",
      "",
      ['r.csv:3: "1998-07-07T09:00Z" has an offset from UTC, unlike "1998-07-07T08:00" on line 2'],
    ],
    ["t,n\n8:00,1\n9:00,2\n9:30,3\n10:30,4", "", ["r.csv:4: 9:30 is 30min after 9:00, but most rows are 1h apart"]],
    ["t,n\n8:00,1\n9:00,2\n10:00,3\n12:30,4", "", ["r.csv:5: 12:30 is 2.5h after 10:00, but most rows are 1h apart"]],
    ["n,errors\n100,1\n90,0\n110,2", "", ["r.csv:3: 90 after 100 is no time that passes"]],
    [
      "day,n\nmon,1\ntue,2",
      "",
      [
        '"mon" in the first column of "r.csv" is no time · a time is written as 8:00, 1998-07-07T08:00, seconds since 1970, or a number that grows',
      ],
    ],
    ["t,n\n8:00,1\n9:00,-2\n10:00,3", "", ['r.csv:3: expected a count, found "-2"']],
    [
      "t,n\n8:00,x\n9:00,\n10:00,3",
      "",
      ['r.csv:2: expected a count, found "x"', 'r.csv:3: expected a count, found ""'],
    ],
    ["t,n\n8:00,x", "", ['r.csv:2: expected a count, found "x"']],
    ["t,n\n1998-02-30,1\n1998-03-01,2", "", ['r.csv:2: "1998-02-30" is no time']],
    ["t,n\n8:00,1\n8:01,2\n20:00,3", "every: 1min", []],
  ])("%j %s", (csv, options, expected) => {
    const { is } = read(csv, options);
    if (expected.length > 0) expect(is).toEqual(expected);
    else expect((is as Read).counts).toHaveLength(721);
  });

  it("are all told at once", () => {
    const csv = "t,n\n8:00,1\nnoon,2\n9:00,3\n9:00,4\n9:10,5\n10:00,x\n11:00,7\nend,1";
    expect(read(csv, "every: 1min, from: soon, to: 1998-07-07")).toEqual({
      is: [
        'r.csv:3: "noon" is no time',
        "r.csv:5: 9:00 is the time of line 4 too",
        "r.csv:6: 9:10 is 10min after 9:00, but most rows are 1h apart",
        "r.csv:7: 10:00 is 50min after 9:10, but most rows are 1h apart",
        '"r.csv" has a row every 1h, so it cannot be every: 1min · write every: 1h, or leave it out',
        '"soon" cannot be compared with the times of "r.csv", such as 8:00',
        '"1998-07-07" cannot be compared with the times of "r.csv", such as 8:00',
        'r.csv:7: expected a count, found "x"',
      ],
      warned: ['r.csv:9: "end" is no time; the row is left out'],
    });
    const many = Array.from({ length: 40 }, (_, i) => `x,${i}`).join("\n");
    expect(read(`t,n\n8:00,1\n${many}\n9:00,2`).is).toHaveLength(6);
  });
});

describe("what a row covers", () => {
  const hours = "t,n\n8:00,1\n9:00,2\n";
  it("is what its times tell", () => expect(read(hours).is).toMatchObject({ every: H }));
  it("cannot contradict them", () =>
    expect(read(hours, "every: 1min").is).toEqual([
      '"r.csv" has a row every 1h, so it cannot be every: 1min · write every: 1h, or leave it out',
    ]));
  it.each([
    ["t,n\n8:00,1", '"r.csv" has one row'],
    ["t,n\n1,1\n2,2", 'the times of "r.csv" are numbers without a unit'],
    ["n\n1\n2", '"r.csv" tells no times'],
    ["1\n2\n", '"r.csv" tells no times'],
  ])("is said to be a minute where nothing tells: %j", (csv, why) => {
    const { is, warned } = read(csv);
    expect((is as Read).every).toBe(60_000);
    expect(warned).toEqual([`${why}, so a row is taken to cover 1min · say it, as in every: 1h`]);
    expect(read(csv, "every: 1h")).toMatchObject({ is: { every: H }, warned: [] });
  });
});

describe("from and to", () => {
  const hours = table("8:00", "9:00", "10:00");
  it.each([
    ['to: "7:00"', '"to: 7:00" is not after the first row, 8:00 · its rows are from 8:00 to 10:00'],
    ['from: "10:00", to: "9:00"', '"to: 9:00" is not after "from: 10:00" · its rows are from 8:00 to 10:00'],
    ['from: "17:00"', '"r.csv" has no rows from 17:00 to its end · its rows are from 8:00 to 10:00'],
    ['from: "9:10", to: "9:50"', '"r.csv" has no rows from 9:10 to 9:50 · its rows are from 8:00 to 10:00'],
    ["from: 1998-07-07", '"1998-07-07" cannot be compared with the times of "r.csv", such as 8:00'],
    ["from: 7.5", '"7.5" cannot be compared with the times of "r.csv", such as 8:00'],
  ])("%s", (options, expected) => expect(read(hours, options).is).toEqual([expected]));

  it("are told where they lie outside", () =>
    expect(read(hours, 'from: "7:00", to: "12:00"')).toEqual({
      is: { counts: [1, 2, 3], every: H, clock: "08:00:00" },
      warned: ['"r.csv" begins at 8:00, after "from: 7:00"', '"r.csv" ends at 11:00, before "to: 12:00"'],
    }));

  it("need times", () =>
    expect(read("n\n1\n2", 'every: 1s, from: "8:00"').is).toEqual(['"r.csv" tells no times, so no row is at "8:00"']));
});

describe("which column", () => {
  const wide = "id,time,200,2xx,other\n1,8:00,5,50,7\n2,9:00,6,60,8\n";
  it.each([
    ["", [5, 6]],
    ["column: 200", [5, 6]],
    ["column: 2xx", [50, 60]],
    ["column: id", [1, 2]],
  ])("%s", (options, counts) => expect(read(wide, options).is).toMatchObject({ counts, clock: "08:00:00" }));
  it("by its number where there are no names", () =>
    expect(read("8:00,5,50\n9:00,6,60", "column: 3").is).toMatchObject({ counts: [50, 60] }));
  it("is named as it might have been meant", () =>
    expect(read(wide, "column: 3xx").is).toEqual(['"r.csv" has no column "3xx" · did you mean "2xx"?']));
});

describe("counts without a file", () => {
  it("are enough", () =>
    expect(read("", "counts: [10, 20], every: 1h, clock: 8:00")).toEqual({
      is: { counts: [10, 20], every: H, clock: "08:00:00" },
      warned: [],
    }));
  it("say what a count covers", () =>
    expect(read("", "counts: [10, 20]").warned).toEqual([
      "nothing tells how long a count lasts, so it is taken as 1min · say it, as in every: 1h",
    ]));
  it("take no file", () =>
    expect(read("t,n\n8:00,1", "counts: [10, 20], every: 1h")).toEqual({
      is: { counts: [10, 20], every: H, clock: undefined },
      warned: ['the counts are given here, so "r.csv" is not read · remove one of the two'],
    }));
  it("are refused with a clock that is none", () =>
    expect(read("", "counts: [1], every: 1h, clock: noon").is).toEqual([
      '"noon" is no time, such as 8:00 or 1998-07-07T08:00',
    ]));
});

it("a clock that the file contradicts is refused", () => {
  expect(read("t,n\n8:00,1\n9:00,2", "clock: 9:00").is).toEqual(["the first row is at 08:00, not 9:00 · leave it out"]);
  expect(read("t,n\n8:00,1\n9:00,2", "clock: 1998-07-07T08:00").is).toMatchObject({ clock: "1998-07-07T08:00:00" });
});

it("two recordings of different times are said to begin together", () => {
  const text = `
version: 1
traffic:
  a: { rate: { counts: [1], every: 1h, clock: 8:00 }, to: w.a }
  b: { rate: { counts: [1], every: 1h, clock: 9:00 }, to: w.a }
parts: { w: { type: service, cores: 64, endpoints: { a: [{ cpu: 1ms }] } } }`;
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'the recording of "b" begins at 09:00:00, that of "a" at 08:00:00; both begin with the run',
  ]);
});
