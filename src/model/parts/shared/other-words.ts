/** What other tools call what many parts have: cores and memory; and what no part has. */
import { asYaml, isRecord, type OtherWords } from "../../language/other-words.js";

export const CORES_WORDS = {
  keys: { cores: "cpu cpus vcpu vcpus core num-cpus cpu-limit cpu-count", memory: "ram mem maxmemory max-memory" },
  entries: {
    "resources limits": ({ value }) => {
      const said = isRecord(value) ? (isRecord(value.limits) ? value.limits : value) : {};
      const { cpu = said.cpus, memory } = said;
      const entries = [
        ...(cpu === undefined ? [] : [`cores: ${asYaml(cpu)}`]),
        ...(memory === undefined ? [] : [`memory: ${bytes(memory)}`]),
      ];
      return entries.length === 0 ? null : entries.join(", ");
    },
  },
} as const satisfies OtherWords;

/** `512Mi`, as Kubernetes writes it. */
const bytes = (said: unknown): string => String(said).replace(/^([\d.]+)\s*([kKMGT]i)$/, "$1$2B");

const ASIDE = "it changes nothing that is simulated";

export const LEFT_OUT: Readonly<Record<string, string>> = {
  "image build ports port env environment volumes restart depends-on container-name language runtime framework region labels url engine version storage disk ssl tls log logging":
    ASIDE,
  "description comment note notes": "write it as a comment, after #",
};

/** Cores as Kubernetes and cloud providers write them. */
export const CORES_VALUE: OtherWords = {
  value({ value }) {
    const [, number, unit] = /^\s*([\d.]+)\s*(m|millicores?|v?cpus?|cores?)\s*$/i.exec(String(value)) ?? [];
    if (number === undefined || unit === undefined) return null;
    return String(/^m/i.test(unit) ? Number(number) / 1000 : Number(number));
  },
};
