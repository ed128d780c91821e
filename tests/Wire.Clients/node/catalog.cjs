"use strict";

const assert = require("node:assert/strict");
const crypto = require("node:crypto");
const { checkStandard } = require("./standard.cjs");
const { collect, connect, deadline, grpc, load, metadata, unary } = require("./wire.cjs");

const SERVICES = ["aspire.catalog.v1.CatalogService", "aspire.catalog.v1.UsageService"];

async function checkCatalog(checks, address, serviceKey) {
  const key = serviceKey ? { "x-service-key": serviceKey } : {};
  const sent = () => metadata(key);
  await checkStandard(checks, "catalog", address, SERVICES, key);
  const { CatalogService, UsageService } = {
    ...load("aspire/catalog/v1/catalog.proto").aspire.catalog.v1,
    ...load("aspire/catalog/v1/usage.proto").aspire.catalog.v1,
  };
  const catalog = connect(CatalogService, address);
  const usage = connect(UsageService, address);

  await checks.check("catalog: ListDeployments pages", async () => {
    const { answer } = await unary(catalog, "ListDeployments", { page_size: 1 }, sent());
    assert.equal(answer.deployments.length, 1);
  });

  await checks.check("catalog: an unknown deployment is NOT_FOUND", async () => {
    const missing = unary(catalog, "GetDeployment", { provider: "nobody", model: "nothing" }, sent());
    await assert.rejects(missing, (error) => error.code === grpc.status.NOT_FOUND);
  });

  await checks.check("catalog: WatchCatalog begins with a snapshot", async () => {
    const call = catalog.WatchCatalog({ known_revision: 0 }, sent(), deadline());
    const [first] = await collect(call, (events) => events.length === 1);
    assert.equal(first.event, "snapshot");
    assert.ok(first.snapshot.deployments.length > 0);
  });

  await checks.check("catalog: Ingest acknowledges each batch while the stream is open", async () => {
    const call = usage.Ingest(sent(), deadline());
    const event = { event_id: uuidVersion7(), decision: { decision_id: uuidVersion7(), selector: "auto", outcome: "ok" } };
    for (const _ of ["once", "and once more"]) {
      call.write({ events: [event] });
      assert.deepEqual((await next(call)).stored, [event.event_id]);
    }
    const rest = collect(call);
    call.end();
    assert.deepEqual(await rest, []);
  });

  catalog.close();
  usage.close();
}

function next(call) {
  return new Promise((resolve, reject) => {
    const done = (settle) => (value) => {
      call.off("data", onData);
      call.off("error", onError);
      settle(value);
    };
    const onData = done(resolve);
    const onError = done(reject);
    call.on("data", onData);
    call.on("error", onError);
  });
}

function uuidVersion7() {
  const bytes = crypto.randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

module.exports = { checkCatalog };
