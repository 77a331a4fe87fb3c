/**
 * The example for GitHub Actions, step by step as its runner does it: in a clone of a repository with a base and a
 * proposal, with files for the summary, and a `gh` that keeps comments in a folder.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { emptyFolder, fixture, MAIN, sharedRuns } from "./headroom.js";

const { jobs } = parse(readFileSync("examples/github-action.yml", "utf8")) as {
  jobs: { diff: { env: Record<string, string>; steps: Step[] } };
};

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: { readonly path: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

/** Keeps comments as files named by their number, as far as the example asks; its `--jq` is read for the mark alone. */
const GH = `#!${process.execPath}
const fs = require("node:fs");
const words = process.argv.slice(2);
const after = (flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
const folder = process.env.COMMENTS;
const url = words.find((word) => word.startsWith("repos/"));
if (words[0] !== "api" || !process.env.GH_TOKEN) process.exit(1);
const body = () => fs.readFileSync(after("--field").replace("body=@", ""), "utf8");
if (after("--method") === "PATCH" && /^repos\\/us\\/shop\\/issues\\/comments\\/\\d+$/.test(url)) fs.writeFileSync(folder + "/" + url.split("/").at(-1), body());
else if (url !== "repos/us/shop/issues/7/comments") process.exit(1);
else if (after("--method") === "POST") fs.writeFileSync(folder + "/" + (100 + fs.readdirSync(folder).length), body());
else {
  const [, mark] = /startswith\\("([^"]*)"\\)/.exec(after("--jq"));
  for (const id of fs.readdirSync(folder)) if (fs.readFileSync(folder + "/" + id, "utf8").startsWith(mark)) console.log(id);
}
`;
const NPX = `#!/bin/bash
[ "$1 $2" = "--yes headroom-sim" ] || exit 1
shift 2
exec '${process.execPath}' '${MAIN}' "$@"
`;

let repository = "";
let cached: Record<string, string> = {};
const MODEL = "models/shop.yaml";
const BASE = readFileSync(fixture("small.yaml"), "utf8").replace("duration: 20s", "duration: 8s");
const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=us", "-c", "user.email=us@example.invalid", ...words], {
    cwd: repository,
    encoding: "utf8",
  });

function commit(text: string | null, message: string): string {
  const path = join(repository, MODEL);
  mkdirSync(dirname(path), { recursive: true });
  if (text === null) rmSync(path, { force: true });
  else writeFileSync(path, text);
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", message);
  return git("rev-parse", "HEAD").trim();
}

beforeAll(() => {
  cached = sharedRuns();
});

interface Ended {
  readonly codes: Readonly<Record<string, number | null>>;
  readonly log: string;
  readonly summary: string;
  readonly comments: readonly string[];
  readonly files: readonly string[];
}

/** One pull request from \`base\` to \`proposal\`, in a workspace of its own. */
function pullRequest(base: string | null, proposal: string, { comments = emptyFolder(), isFork = false } = {}): Ended {
  repository = emptyFolder();
  git("init", "--quiet");
  const from = commit(base, "base");
  const to = commit(proposal, "proposal");
  const workspace = join(emptyFolder(), "workspace");
  const bin = emptyFolder();
  for (const [name, text] of [
    ["gh", GH],
    ["npx", NPX],
  ] as const) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  const github = {
    event: {
      pull_request: { number: 7, base: { sha: from }, head: { repo: { full_name: isFork ? "them/shop" : "us/shop" } } },
    },
    ...{ repository: "us/shop", token: "secret" },
  };
  const summary = join(bin, "summary.md");
  const env: NodeJS.ProcessEnv = {
    ...{ ...rest, ...cached, PATH: `${bin}:${process.env.PATH}`, COMMENTS: comments, ...jobs.diff.env },
    ...{ GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: workspace, GITHUB_STEP_SUMMARY: summary, GITHUB_RUN_ID: "9" },
    ...{ GITHUB_REPOSITORY: "us/shop", GITHUB_SERVER_URL: "https://github.example" },
  };
  const hashFiles = (path: string): string =>
    readdirSync(workspace).some((file) => new RegExp(`^${path.replace(".", "\\.").replace("*", ".*")}$`).test(file))
      ? "x"
      : "";
  const value = (text: string): string =>
    text.replace(/\$\{\{(.*?)\}\}/gs, (_, of) =>
      String(new Function("github", "hashFiles", "cancelled", `return ${of.trim()}`)(github, hashFiles, () => false)),
    );
  const codes: Record<string, number | null> = {};
  let [log, isFailed] = ["", false];
  for (const step of jobs.diff.steps) {
    const isAsked = step.if === undefined ? !isFailed : value(step.if) === "true";
    if (step.uses?.startsWith("actions/checkout") === true) {
      const path = step.with === undefined ? workspace : join(workspace, step.with.path);
      git("worktree", "add", "--quiet", "--detach", path, step.with === undefined ? to : from);
    }
    if (!isAsked || step.run === undefined) continue;
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]));
    const ran = spawnSync("bash", ["-e", "-c", step.run], {
      cwd: workspace,
      env: { ...env, ...own },
      encoding: "utf8",
    });
    codes[step.name!] = ran.status;
    isFailed ||= ran.status !== 0;
    log += ran.stdout + ran.stderr;
  }
  return {
    ...{ codes, log, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" },
    comments: readdirSync(comments).map((id) => readFileSync(join(comments, id), "utf8")),
    files: readdirSync(workspace).filter((file) => /^headroom\./.test(file)),
  };
}

const SLOWER = BASE.replace("exponential(3ms)", "exponential(6ms)").replace(
  "query: db.read",
  "query: db.read, retry: { attempts: 3, jitter: none, backoff: 1ms }",
);

it("a regression: red, the changed lines marked, one comment, and the next push updates it", () => {
  const comments = emptyFolder();
  writeFileSync(join(comments, "1"), "Looks good to me.");
  const { codes, log, summary, files, comments: said } = pullRequest(BASE, SLOWER, { comments });
  expect(codes).toEqual({ Compare: 98, Comment: 0 });
  expect(files).toEqual(["headroom.html", "headroom.md", "headroom.xml"]);
  for (const line of [
    /^::error title=headroom diff::The proposal is worse, though it meets its objective: p95 rises from .*$/m,
    /^::error file=models\/shop\.yaml,line=7,title=\+ parts\.web\.endpoints\.page\.0\.retry.*::With both changes: The proposal is worse/m,
    /^::error file=models\/shop\.yaml,line=8,title=~ parts\.db\.queries\.read\.time%3A exponential\(3ms\) → exponential\(6ms\)::/m,
    /^::warning file=models\/shop\.yaml,line=7,title=new risk%3A retry-amplification::web\.page/m,
  ])
    expect(log).toMatch(line);
  expect(said).toHaveLength(2);
  const [mine] = said.filter((text) => text.startsWith("<!-- headroom: models/shop.yaml -->\n"));
  expect(mine!.length).toBeLessThan(65_536);
  for (const part of [
    "**The proposal is worse, though",
    "| mean |",
    "```diff\n",
    "```mermaid\nflowchart",
    "~ web<br/>",
    "~ db<br/>",
    "(https://github.example/us/shop/actions/runs/9)",
  ])
    expect(mine).toContain(part);
  expect(mine).toContain(summary);
  const again = pullRequest(BASE, BASE, { comments });
  expect(again.codes).toEqual({ Compare: 0, Comment: 0 });
  expect(again.comments).toHaveLength(2);
  expect(again.comments.join()).toContain("**Both models mean the same, and the proposal meets its objective.**");
  expect(again.comments.join()).not.toContain("is worse");
  expect(again.log).not.toMatch(/^::(error|warning)/m);
});

it("a mistake: red, its line marked, and said in the comment", () => {
  const { codes, log, comments } = pullRequest(BASE, BASE.replace("threads: 1", "threads: many"));
  expect(codes).toEqual({ Compare: 2, Comment: 0 });
  expect(log).toMatch(/^::error file=models\/shop\.yaml,line=7,title=headroom%3A error::/m);
  expect(comments.join()).toMatch(/cannot be compared until these mistakes are mended[\s\S]*models\/shop\.yaml:7/);
});

it("a model that is new has nothing to be compared with; to a fork no comment can be written", () => {
  const { codes, comments, summary } = pullRequest(null, BASE, { isFork: true });
  expect([codes, comments]).toEqual([{ Compare: 0 }, []]);
  expect(summary).toMatch(/^## models\/shop\.yaml is new\n```\n“A small shop” is valid, and nothing is overloaded/);
});

it("JUnit has a case of each objective and figure", () => {
  const folder = emptyFolder();
  const ran = spawnSync(
    process.execPath,
    [
      MAIN,
      "diff",
      fixture("small.yaml"),
      fixture("diff/faster.yaml"),
      "--no-ceiling",
      "--junit",
      join(folder, "a.xml"),
    ],
    { env: { ...process.env, ...cached } },
  );
  expect(ran.status).toBe(0);
  const xml = new JSDOM(readFileSync(join(folder, "a.xml"), "utf8"), { contentType: "text/xml" }).window.document;
  const cases = [...xml.querySelectorAll("testcase")].map((each) => [
    each.getAttribute("name"),
    each.firstElementChild?.tagName,
  ]);
  expect(cases).toContainEqual(["latency: p(50) < 1s", "system-out"]);
  expect(cases).toContainEqual(["mean", "system-out"]);
});
