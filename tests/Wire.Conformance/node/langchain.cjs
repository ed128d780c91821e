// LangChain's ChatOpenAI.
"use strict";

const assert = require("node:assert/strict");
const { ChatOpenAI } = require("@langchain/openai");
const { url, model, key, headers, reply, run, thrown } = require("./gateway.cjs");

const chat = new ChatOpenAI({ model, apiKey: key, maxRetries: 0, streamUsage: true, configuration: { baseURL: `${url}/v1`, defaultHeaders: headers } });
const lookUp = { type: "function", function: { name: "look_up", parameters: { type: "object", properties: { word: { type: "string" } } } } };

run(async (check) => {
  await check("a plain answer", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } });
    const answer = await chat.invoke("Say hello.");
    assert.equal(answer.text, "Hello");
    assert.equal(answer.usage_metadata.total_tokens, 18);
  });

  await check("a streamed answer with usage", async () => {
    await reply({ chunks: ["Hel", "lo"], usage: { prompt: 11, completion: 7 } });
    let whole;
    for await (const chunk of await chat.stream("Say hello.")) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    assert.equal(whole.text, "Hello");
    assert.equal(whole.usage_metadata.total_tokens, 18);
  });

  await check("a streamed tool call", async () => {
    await reply({ chunks: [], toolCalls: [{ name: "look_up", arguments: '{"word":"Grüße"}' }] });
    let whole;
    for await (const chunk of await chat.bindTools([lookUp]).stream("Look it up.")) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    assert.deepEqual(whole.tool_calls.map((call) => [call.name, call.args]), [["look_up", { word: "Grüße" }]]);
  });

  await check("a wrong request throws with its status", async () => {
    await reply({ status: 400, message: "no" });
    assert.equal((await thrown(() => chat.invoke("Say hello."))).status, 400);
  });
});
