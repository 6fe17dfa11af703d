// Runs every audit of graphql-http against a server, and prints what each found as JSON: node audit.mjs URL TOKEN

import { serverAudits } from "graphql-http";

const [url, token] = process.argv.slice(2);

const asSignedIn = (address, options = {}) =>
  fetch(address, {
    ...options,
    headers: { ...options.headers, authorization: `Bearer ${token}`, "apollo-require-preflight": "true" },
  });

const found = [];
for (const audit of serverAudits({ url, fetchFn: asSignedIn })) {
  const { id, name, status, reason } = await audit.fn();
  found.push({ id, name, status, reason: reason ?? null });
}
console.log(JSON.stringify(found));
