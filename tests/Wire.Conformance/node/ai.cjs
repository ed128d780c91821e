// The AI SDK with its provider for OpenAI-compatible endpoints.
"use strict";

const assert = require("node:assert/strict");
const { generateText, streamText, tool, jsonSchema, Output } = require("ai");
const { createOpenAICompatible } = require("@ai-sdk/openai-compatible");
const { url, model, key, headers, reply, run, thrown } = require("./gateway.cjs");

const chat = createOpenAICompatible({ name: "gateway", baseURL: `${url}/v1`, apiKey: key, headers, includeUsage: true })(model);
const ask = { model: chat, prompt: "Say hello.", maxRetries: 0 };
const tools = { look_up: tool({ inputSchema: jsonSchema({ type: "object", properties: { word: { type: "string" } } }) }) };

async function parts(options) {
  const seen = [];
  for await (const part of streamText({ ...ask, onError: () => {}, ...options }).fullStream) {
    seen.push(part);
  }
  return seen;
}

run(async (check) => {
  await check("a plain answer", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } });
    const answer = await generateText(ask);
    assert.equal(answer.text, "Hello");
    assert.equal(answer.finishReason, "stop");
    assert.equal(answer.usage.inputTokens, 11);
  });

  await check("a streamed answer with reasoning", async () => {
    await reply({ reasoning: ["Let me ", "think."], chunks: ["Hel", "lo"], usage: { prompt: 11, completion: 7 } });
    const seen = await parts({});
    assert.equal(seen.filter((part) => part.type === "text-delta").map((part) => part.text).join(""), "Hello");
    assert.equal(seen.filter((part) => part.type === "reasoning-delta").map((part) => part.text).join(""), "Let me think.");
    assert.equal(seen.at(-1).type, "finish");
    assert.equal(seen.at(-1).totalUsage.outputTokens, 7);
  });

  await check("a streamed tool call", async () => {
    await reply({ chunks: [], toolCalls: [{ name: "look_up", arguments: '{"word":"Grüße"}' }] });
    const seen = await parts({ tools });
    const call = seen.find((part) => part.type === "tool-call");
    assert.deepEqual([call.toolName, call.input], ["look_up", { word: "Grüße" }]);
    assert.ok(seen.some((part) => part.type === "tool-input-delta"));
  });

  await check("an object by a schema", async () => {
    await reply({ chunks: ['{"word":', '"hello"}'] });
    const schema = jsonSchema({ type: "object", properties: { word: { type: "string" } }, required: ["word"] });
    const { output } = await generateText({ ...ask, output: Output.object({ schema }) });
    assert.deepEqual(output, { word: "hello" });
  });

  await check("an error in the middle of a stream is an error part", async () => {
    await reply({ chunks: ["Hel", "lo"], fault: "error-event" });
    const seen = await parts({});
    assert.ok(seen.some((part) => part.type === "error"), `no error among ${seen.map((part) => part.type)}`);
  });

  await check("a wrong request throws with the gateway's message", async () => {
    await reply({ status: 400, message: "no" });
    const error = await thrown(() => generateText(ask));
    assert.equal(error.statusCode, 400);
    assert.equal(error.isRetryable, false);
  });
});
