/** What a worker thread does: simulates a job and keeps what it measured, so that the thread which asked need not. */

import type { Job } from "../plan/study.js";
import { writeEntry } from "./cache-folder.js";
import { type Packed, pack } from "./packed.js";
import runJob from "./run-job.js";

export default function work(job: Job): Packed {
  const measured = runJob(job);
  if (job.keep !== undefined) writeEntry(job.keep.folder, job.keep.key, measured);
  return pack(measured); // If it could not be kept, the asking thread tries again and reports why.
}
