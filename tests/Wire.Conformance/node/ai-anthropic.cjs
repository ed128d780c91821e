// The AI SDK with its provider for Anthropic.
"use strict";

const assert = require("node:assert/strict");
const { generateText, streamText, tool, jsonSchema } = require("ai");
const { createAnthropic } = require("@ai-sdk/anthropic");
const { url, model, key, headers, reply, run, thrown } = require("./gateway.cjs");

const ask = { model: createAnthropic({ baseURL: `${url}/v1`, apiKey: key, headers })(model), prompt: "Say hello.", maxOutputTokens: 200, maxRetries: 0 };
const tools = { look_up: tool({ inputSchema: jsonSchema({ type: "object", properties: { word: { type: "string" } } }) }) };

run(async (check) => {
  await check("a plain answer", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } });
    const answer = await generateText(ask);
    assert.deepEqual([answer.text, answer.finishReason, answer.usage.outputTokens], ["Hello", "stop", 7]);
  });

  await check("a streamed answer with a tool call", async () => {
    await reply({ chunks: ["Let me ", "see."], toolCalls: [{ name: "look_up", arguments: '{"word":"Grüße"}' }] });
    const seen = [];
    for await (const part of streamText({ ...ask, tools, onError: () => {} }).fullStream) {
      seen.push(part);
    }
    assert.equal(seen.filter((part) => part.type === "text-delta").map((part) => part.text).join(""), "Let me see.");
    const call = seen.find((part) => part.type === "tool-call");
    assert.deepEqual([call.toolName, call.input], ["look_up", { word: "Grüße" }]);
    assert.equal(seen.at(-1).finishReason, "tool-calls");
  });

  await check("a wrong request throws with its status", async () => {
    await reply({ status: 400, message: "no" });
    assert.equal((await thrown(() => generateText(ask))).statusCode, 400);
  });
});
