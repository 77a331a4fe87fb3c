/** An editor that speaks to yaml-language-server, as VS Code does, completes a model, explains its keys and marks wrong ones. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { emptyFolder, headroom } from "./headroom.js";

/** @param schema its address */
const model = (schema: URL): string => `# yaml-language-server: $schema=${schema}
version: 1
traffic:
  users: { rate: 10/s, to: web.page }
parts:
  web:
    type: service
    threads: 4
    thraeds: 3
    
    endpoints: { page: [{ cpu: 3ms }] }
`;
const uri = "file:///shop.yaml";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[]; readonly diagnostics?: readonly Marked[] };
  readonly result?: unknown;
}

interface Marked {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** The language server as a process, by the Language Server Protocol. */
function languageServer() {
  const server = spawn(process.execPath, ["node_modules/yaml-language-server/bin/yaml-language-server", "--stdio"]);
  onTestFinished(() => void server.kill());
  const answers = new Map<number, (result: unknown) => void>();
  let mark: (found: readonly Marked[]) => void = () => {};
  const marks = new Promise<readonly Marked[]>((resolve) => {
    mark = resolve;
  });
  const tell = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const hear = ({ id, method, params, result }: Message): void => {
    if (params?.diagnostics?.length) mark(params.diagnostics);
    if (id === undefined) return;
    if (method === undefined) answers.get(id)?.(result);
    else tell({ id, result: params?.items?.map(() => ({})) ?? null }); // It asks for settings: there are none.
  };
  let heard = Buffer.alloc(0);
  server.stdout.on("data", (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes]);
    for (;;) {
      const [head = "", length = ""] = /Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(heard.toString("latin1")) ?? [];
      const end = head.length + Number(length);
      if (head === "" || heard.length < end) return;
      hear(JSON.parse(heard.subarray(head.length, end).toString()));
      heard = heard.subarray(end);
    }
  });
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      const id = answers.size + 1;
      answers.set(id, resolve);
      tell({ id, method, params });
    });
  return { tell, ask, marks };
}

it("completes the keys of a part, explains one, and marks a wrong one", async () => {
  const schema = join(emptyFolder(), "model.schema.json");
  writeFileSync(schema, headroom(["schema"]).stdout);
  const { tell, ask, marks } = languageServer();
  const documentation = { completionItem: { documentationFormat: ["markdown"] } };
  await ask("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { completion: documentation } },
  });
  tell({ method: "initialized", params: {} });
  const textDocument = { uri, languageId: "yaml", version: 1, text: model(pathToFileURL(schema)) };
  tell({ method: "textDocument/didOpen", params: { textDocument } });
  const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
  expect((await marks).map(({ message, range }) => [range.start.line, message])).toEqual([
    [8, expect.stringContaining("thraeds")],
  ]);
  const { items } = (await ask("textDocument/completion", at(9, 4))) as { items: { label: string }[] };
  const labels = items.map(({ label }) => label);
  for (const key of ["instances", "cores", "autoscale"]) expect(labels).toContain(key);
  expect(labels).not.toContain("queries"); // Of databases.
  expect(JSON.stringify(await ask("textDocument/hover", at(7, 6)))).toContain("each instance serves at once");
});
