// Calls the gRPC services as a program in Node would.
// Usage: node client.cjs [--router HOST:PORT] [--model NAME] [--catalog HOST:PORT] [--service-key KEY]
"use strict";

const { parseArgs } = require("node:util");
const { Checks } = require("./checks.cjs");
const { checkCatalog } = require("./catalog.cjs");
const { checkRouter } = require("./router.cjs");

const text = { type: "string" };
const { values } = parseArgs({ options: { router: text, model: text, catalog: text, "service-key": text } });

async function main() {
  const checks = new Checks();
  if (values.router) {
    await checkRouter(checks, values.router, values.model ?? "auto");
  }
  if (values.catalog) {
    await checkCatalog(checks, values.catalog, values["service-key"]);
  }
  return checks.report();
}

main().then((ok) => process.exit(ok ? 0 : 1));
