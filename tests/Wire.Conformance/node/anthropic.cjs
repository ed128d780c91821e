// The official Anthropic SDK for JavaScript: messages, token counts, models and errors.
"use strict";

const assert = require("node:assert/strict");
const Anthropic = require("@anthropic-ai/sdk").default;
const { url, model, key, headers, reply, received, run, thrown } = require("./gateway.cjs");

const client = new Anthropic({ baseURL: url, apiKey: key, defaultHeaders: headers });
const request = { model, max_tokens: 200, messages: [{ role: "user", content: "Say hello." }] };
const tools = ["look_up", "add"].map((name) => ({ name, input_schema: { type: "object" } }));
const calls = [
  { name: "look_up", arguments: '{"word":"Grüße"}' },
  { name: "add", arguments: '{"left":1,"right":2}' },
];
const inputs = calls.map((call) => [call.name, JSON.parse(call.arguments)]);
const used = (message) => message.content.filter((block) => block.type === "tool_use").map((block) => [block.name, block.input]);

run(async (check) => {
  await check("a plain answer", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } });
    const message = await client.messages.create(request);
    assert.deepEqual(message.content.map((block) => [block.type, block.text]), [["text", "Hello"]]);
    assert.equal(message.stop_reason, "end_turn");
    assert.deepEqual([message.usage.input_tokens, message.usage.output_tokens], [11, 7]);
    assert.ok(message._request_id);
  });

  await check("a streamed answer with tools, put together by the helper", async () => {
    await reply({ chunks: ["Let me ", "see 🎉."], toolCalls: calls, usage: { prompt: 11, completion: 7 } });
    const message = await client.messages.stream({ ...request, tools }).finalMessage();
    assert.equal(message.content[0].text, "Let me see 🎉.");
    assert.deepEqual(used(message), inputs);
    assert.equal(message.stop_reason, "tool_use");
    assert.equal(message.usage.output_tokens, 7);
  });

  await check("parallel tool calls, plain, and the conversation after them", async () => {
    await reply({ chunks: [], toolCalls: calls }, { chunks: ["It means greetings."] });
    const asked = await client.messages.create({ ...request, tools });
    assert.deepEqual(used(asked), inputs);
    const results = asked.content.filter((block) => block.type === "tool_use").map((block) => ({ type: "tool_result", tool_use_id: block.id, content: "done" }));
    const messages = [...request.messages, { role: "assistant", content: asked.content }, { role: "user", content: results }];
    assert.equal((await client.messages.create({ ...request, tools, messages })).content[0].text, "It means greetings.");
  });

  await check("a count of tokens", async () => {
    const { input_tokens } = await client.messages.countTokens({ model, messages: request.messages });
    assert.ok(input_tokens > 0);
  });

  await check("a list of models, and one of them", async () => {
    const ids = [];
    for await (const one of client.models.list()) {
      ids.push(one.id);
    }
    assert.ok(ids.includes(model), `${model} is not among ${ids}`);
    assert.equal((await client.models.retrieve(model)).id, model);
  });

  await check("a wrong request is the SDK's BadRequestError and is not retried", async () => {
    await reply({ status: 400, message: "no" });
    const before = await received();
    const error = await thrown(() => client.messages.create(request));
    assert.ok(error instanceof Anthropic.BadRequestError, `${error}`);
    assert.ok(error.requestID);
    assert.equal((await received()) - before, 1);
  });

  await check("an error in the middle of a stream is thrown after the text before it", async () => {
    await reply({ chunks: ["Hel", "lo"], fault: "error-event" });
    let text = "";
    const error = await thrown(() => client.messages.stream(request).on("text", (part) => (text += part)).finalMessage());
    assert.equal(text, "Hello");
    assert.ok(error instanceof Anthropic.APIError || error instanceof Anthropic.AnthropicError, `${error}`);
  });
});
