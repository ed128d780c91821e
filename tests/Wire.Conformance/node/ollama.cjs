// Ollama's own client for JavaScript.
"use strict";

const assert = require("node:assert/strict");
const { Ollama } = require("ollama");
const { url, model, key, headers, reply, run, thrown } = require("./gateway.cjs");

const client = new Ollama({ host: url, headers: { ...headers, authorization: `Bearer ${key}` } });
const messages = [{ role: "user", content: "Say hello." }];
const tools = [{ type: "function", function: { name: "look_up", description: "", parameters: { type: "object", properties: {} } } }];

async function all(stream) {
  const parts = [];
  for await (const part of stream) {
    parts.push(part);
  }
  return parts;
}

run(async (check) => {
  await check("a plain and a streamed chat", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } }, { chunks: ["Hel", "lo 🎉"] });
    const answer = await client.chat({ model, messages });
    assert.deepEqual([answer.message.content, answer.done, answer.eval_count], ["Hello", true, 7]);
    const parts = await all(await client.chat({ model, messages, stream: true }));
    assert.equal(parts.map((part) => part.message.content).join(""), "Hello 🎉");
    assert.equal(parts.at(-1).done_reason, "stop");
  });

  await check("a tool call", async () => {
    await reply({ chunks: [], toolCalls: [{ name: "look_up", arguments: '{"word":"Grüße"}' }] });
    const { message } = await client.chat({ model, messages, tools });
    assert.deepEqual(message.tool_calls.map((call) => [call.function.name, call.function.arguments]), [["look_up", { word: "Grüße" }]]);
  });

  await check("generated text, plain and streamed", async () => {
    await reply({ chunks: ["Hello"] }, { chunks: ["Hel", "lo"] });
    assert.equal((await client.generate({ model, prompt: "Say hello." })).response, "Hello");
    const parts = await all(await client.generate({ model, prompt: "Say hello.", stream: true }));
    assert.equal(parts.map((part) => part.response).join(""), "Hello");
  });

  await check("a list of models, and one of them", async () => {
    assert.ok((await client.list()).models.some((one) => one.name === model));
    assert.ok((await client.show({ model })).capabilities.includes("completion"));
    assert.ok((await client.version()).version);
  });

  await check("an error in the middle of a stream is thrown", async () => {
    await reply({ chunks: ["Hel", "lo"], fault: "error-event" });
    assert.ok((await thrown(async () => all(await client.chat({ model, messages, stream: true })))).message.length > 0);
  });

  await check("a wrong request throws with its status", async () => {
    await reply({ status: 400, message: "no" });
    assert.equal((await thrown(() => client.chat({ model, messages }))).status_code, 400);
  });
});
