// The services every gRPC server here offers: health and reflection.
"use strict";

const assert = require("node:assert/strict");
const { collect, connect, deadline, load, metadata, unary } = require("./wire.cjs");

async function checkStandard(checks, who, address, services, sent = {}) {
  const { Health } = load("grpc/health/v1/health.proto").grpc.health.v1;
  const { ServerReflection } = load("grpc/reflection/v1/reflection.proto").grpc.reflection.v1;
  const health = connect(Health, address);
  const reflection = connect(ServerReflection, address);

  await checks.check(`${who}: health watch tells when it serves`, async () => {
    const serves = (events) => events.at(-1).status === "SERVING";
    assert.ok(serves(await collect(health.Watch({ service: "" }, deadline()), serves)));
  });

  await checks.check(`${who}: health check says that it serves`, async () => {
    const { answer } = await unary(health, "Check", { service: "" });
    assert.equal(answer.status, "SERVING");
  });

  await checks.check(`${who}: reflection lists and describes its services`, async () => {
    const call = reflection.ServerReflectionInfo(metadata(sent), deadline());
    const answers = collect(call);
    call.write({ list_services: "*" });
    call.write({ file_containing_symbol: services[0] });
    call.end();
    const [list, file] = await answers;
    const names = list.list_services_response.service.map((service) => service.name);
    for (const expected of [...services, "grpc.health.v1.Health"]) {
      assert.ok(names.includes(expected), `${expected} is not among ${names}`);
    }
    assert.ok(file.file_descriptor_response.file_descriptor_proto.length > 0);
  });

  health.close();
  reflection.close();
}

module.exports = { checkStandard };
