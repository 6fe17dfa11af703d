// Two processes that share a port, as every contender has.

import cluster from "node:cluster";

const PROCESSES = 2;

/** Run `serve` in each of the processes; one that dies takes the whole server with it, for it must not be measured. */
export function inWorkers(serve) {
  if (cluster.isPrimary) {
    for (let number = 0; number < PROCESSES; number += 1) cluster.fork();
    cluster.on("exit", () => process.exit(1));
    process.on("SIGTERM", () => process.exit(0));
  } else {
    serve();
  }
}

/** The arguments that every server gets: its port, and the schema of the database that it serves. */
export const [port, schema] = [Number(process.argv[2]), process.argv[3]];

export const connectionString = process.env.DATABASE_OWNER_URL;
