"use strict";

const assert = require("node:assert/strict");
const { checkStandard } = require("./standard.cjs");
const { collect, connect, deadline, grpc, load, metadata, unary } = require("./wire.cjs");

const SERVICES = ["aspire.routing.v1.RouterService", "aspire.routing.v1.HealthService"];
const conversation = { messages: [{ role: "user", content: [{ text: "Say hello." }] }] };

async function checkRouter(checks, address, model) {
  await checkStandard(checks, "router", address, SERVICES);
  const { RouterService, HealthService } = {
    ...load("aspire/routing/v1/router.proto").aspire.routing.v1,
    ...load("aspire/routing/v1/health.proto").aspire.routing.v1,
  };
  const router = connect(RouterService, address);
  const health = connect(HealthService, address);

  await checks.check("router: Route decides without sending", async () => {
    const { answer } = await unary(router, "Route", { model, conversation });
    assert.ok(answer.decision.id);
    assert.ok(answer.decision.candidates.length > 0);
  });

  await checks.check("router: Chat answers in one piece and says who did", async () => {
    const { answer, headers, trailers } = await unary(router, "Chat", { model, conversation });
    assert.equal(answer.message.role, "assistant");
    assert.ok(answer.message.content.map((part) => part.text).join("").length > 0);
    assert.equal(answer.finish_reason, "FINISH_REASON_STOP");
    assert.ok(Number(answer.usage.input_tokens) > 0);
    const said = (name) => headers?.get(name)[0] ?? trailers.get(name)[0];
    assert.equal(said("x-routing-model"), answer.model);
    assert.equal(said("x-routing-decision"), answer.decision.id);
    assert.ok(said("x-request-id"));
  });

  await checks.check("router: ChatStream starts, adds text and ends", async () => {
    const events = await collect(router.ChatStream({ model, conversation }, deadline()));
    assert.equal(events[0].event, "start");
    assert.ok(events[0].start.model);
    assert.equal(events.at(-1).event, "end");
    const deltas = events.slice(1, -1);
    assert.ok(deltas.every((event) => event.event === "delta"));
    assert.ok(deltas.map((event) => event.delta.text).join("").length > 0);
  });

  await checks.check("router: a stream can be cancelled", async () => {
    const events = await collect(router.ChatStream({ model, conversation }, deadline()), (seen) => seen.length === 2);
    assert.equal(events.length, 2);
  });

  await checks.check("router: an unknown model is NOT_FOUND with ErrorInfo", async () => {
    await assert.rejects(unary(router, "Chat", { model: "nobody/nothing", conversation }), (error) => {
      assert.equal(error.code, grpc.status.NOT_FOUND);
      const [details] = error.metadata.get("grpc-status-details-bin");
      assert.ok(details.includes("google.rpc.ErrorInfo") && details.includes("MODEL_NOT_FOUND"));
      return true;
    });
  });

  await checks.check("router: a conversation without messages is INVALID_ARGUMENT", async () => {
    const empty = unary(router, "Chat", { model, conversation: { messages: [] } });
    await assert.rejects(empty, (error) => error.code === grpc.status.INVALID_ARGUMENT);
  });

  await checks.check("router: ListDeploymentHealth answers", async () => {
    const { answer } = await unary(health, "ListDeploymentHealth", {}, metadata({ "x-request-id": "from-node" }));
    assert.ok(Array.isArray(answer.deployments));
  });

  router.close();
  health.close();
}

module.exports = { checkRouter };
