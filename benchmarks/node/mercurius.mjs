// mercurius with graphql-jit and hand-written SQL: one prepared statement a root field, over the roll-ups.

import { readFileSync } from "node:fs";

import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";

import { connectionString, inWorkers, port, schema } from "./workers.mjs";

const STATEMENTS = {
  scorecard: "SELECT row_to_json(scorecard) AS told FROM scorecard($1) AS scorecard",
  kpis: "SELECT json_agg(card) AS told FROM kpi_cards($1, $2) AS card",
  initiatives: "SELECT json_agg(card) AS told FROM initiatives($1, $2) AS card",
  measurementRecord: "SELECT measurement_record($1, $2, $3, $4)::float8 AS told",
};

inWorkers(async () => {
  const pool = new pg.Pool({ connectionString, options: `-c search_path=${schema},public` });

  async function told(name, ...values) {
    const { rows } = await pool.query({ name, text: STATEMENTS[name], values });
    return rows[0].told;
  }

  const resolvers = {
    Query: {
      scorecard: (_, { organisation }) => told("scorecard", organisation),
      kpis: (_, { organisation, first }) => told("kpis", organisation, first),
      initiatives: (_, { organisation, first }) => told("initiatives", organisation, first),
    },
    Mutation: {
      measurementRecord: (_, { organisation, kpi, observedOn, value }) =>
        told("measurementRecord", organisation, kpi, observedOn, value),
    },
  };

  const server = Fastify();
  await server.register(mercurius, {
    schema: readFileSync(new URL("mercurius.graphql", import.meta.url), "utf8"),
    resolvers,
    jit: 1,
  });
  await server.listen({ port, host: "127.0.0.1" });
});
