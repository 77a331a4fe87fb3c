/** @returns what `work` gives, and the CPU time of this process that it took, in ns: a busy machine does not count */
export function cpuTimed<T>(work: () => T): { readonly result: T; readonly ns: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, ns: 1000 * (user + system) };
}
