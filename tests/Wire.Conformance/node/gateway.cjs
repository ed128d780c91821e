// What every client here needs: where the gateway is, and the simulator behind it to script.
// Arguments: --url http://HOST:PORT --model NAME --key KEY --upstream http://HOST:PORT [--header "NAME: VALUE"]...
"use strict";

const { parseArgs } = require("node:util");
const { Checks } = require("../../Wire.Clients/node/checks.cjs");

const text = { type: "string" };
const { values } = parseArgs({
  options: { url: text, model: text, key: text, upstream: text, header: { ...text, multiple: true, default: [] } },
});

const headers = Object.fromEntries(values.header.map((line) => line.split(/:\s*(.*)/s, 2)));

// Queues replies in the simulator's own words; see tests/ProviderSimulator.
async function reply(...replies) {
  const response = await fetch(`${values.upstream}/_sim/script`, { method: "POST", body: JSON.stringify({ replies }) });
  if (!response.ok) {
    throw new Error(`the simulator refused a script: ${response.status} ${await response.text()}`);
  }
}

async function received() {
  const counters = await (await fetch(`${values.upstream}/_sim/counters`)).json();
  return counters.requests;
}

// Runs the checks of one SDK and ends the process: 0 when all hold.
function run(register) {
  const checks = new Checks();
  Promise.resolve(register((name, check) => checks.check(name, check))).then(
    () => process.exit(checks.report() ? 0 : 1),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

async function thrown(action) {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

module.exports = { ...values, headers, reply, received, run, thrown };
