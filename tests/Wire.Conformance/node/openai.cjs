// The official OpenAI SDK for JavaScript: chat completions, models and errors.
"use strict";

const assert = require("node:assert/strict");
const OpenAI = require("openai").default;
const { url, model, key, headers, reply, received, run, thrown } = require("./gateway.cjs");

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, defaultHeaders: headers });
const messages = [{ role: "user", content: "Say hello." }];
const tools = ["look_up", "add"].map((name) => ({ type: "function", function: { name, parameters: { type: "object" } } }));
const calls = [
  { name: "look_up", arguments: '{"word":"Grüße"}' },
  { name: "add", arguments: '{"left":1,"right":2}' },
];

run(async (check) => {
  await check("a plain answer", async () => {
    await reply({ chunks: ["Hello"], usage: { prompt: 11, completion: 7 } });
    const answer = await client.chat.completions.create({ model, messages });
    assert.equal(answer.choices[0].message.content, "Hello");
    assert.equal(answer.choices[0].finish_reason, "stop");
    assert.equal(answer.usage.total_tokens, 18);
    assert.ok(answer._request_id);
  });

  await check("a streamed answer with usage", async () => {
    await reply({ chunks: ["Grüß ", "Gott ", "🎉"], usage: { prompt: 11, completion: 7 } });
    const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
    let text = "";
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, "Grüß Gott 🎉");
    assert.equal(usage.completion_tokens, 7);
  });

  await check("parallel tool calls, plain", async () => {
    await reply({ chunks: [], toolCalls: calls });
    const { message, finish_reason } = (await client.chat.completions.create({ model, messages, tools })).choices[0];
    assert.equal(finish_reason, "tool_calls");
    assert.deepEqual(message.tool_calls.map((call) => ({ ...call.function })), calls);
  });

  await check("parallel tool calls, put together by the streaming helper", async () => {
    await reply({ chunks: [], toolCalls: calls });
    const answer = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
    assert.deepEqual(answer.choices[0].message.tool_calls.map((call) => ({ name: call.function.name, arguments: call.function.arguments })), calls);
    assert.equal(new Set(answer.choices[0].message.tool_calls.map((call) => call.id)).size, 2);
  });

  await check("a conversation that goes on after a tool call", async () => {
    const asked = { role: "assistant", content: null, tool_calls: [{ id: "call_1", type: "function", function: calls[0] }] };
    await reply({ chunks: ["It means greetings."] });
    const answer = await client.chat.completions.create({ model, tools, messages: [...messages, asked, { role: "tool", tool_call_id: "call_1", content: "greetings" }] });
    assert.equal(answer.choices[0].message.content, "It means greetings.");
  });

  await check("an answer by a JSON schema", async () => {
    await reply({ chunks: ['{"word":', '"hello"}'] });
    const response_format = { type: "json_schema", json_schema: { name: "word", schema: { type: "object", properties: { word: { type: "string" } } } } };
    const answer = await client.chat.completions.parse({ model, messages, response_format });
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { word: "hello" });
  });

  await check("a list of models, and one of them", async () => {
    const ids = [];
    for await (const one of client.models.list()) {
      ids.push(one.id);
    }
    assert.ok(ids.includes(model), `${model} is not among ${ids}`);
    assert.equal((await client.models.retrieve(model)).id, model);
  });

  await check("an unknown model is the SDK's NotFoundError or BadRequestError", async () => {
    const error = await thrown(() => client.models.retrieve("there-is-no-such-model"));
    assert.ok(error instanceof OpenAI.NotFoundError, `${error}`);
    assert.ok(error.message.length > 0 && error.requestID);
  });

  await check("a wrong request is the SDK's BadRequestError and is not retried", async () => {
    await reply({ status: 400, message: "no" });
    const before = await received();
    const error = await thrown(() => client.chat.completions.create({ model, messages }));
    assert.ok(error instanceof OpenAI.BadRequestError, `${error}`);
    assert.equal((await received()) - before, 1);
  });

  await check("an error in the middle of a stream is thrown after the text before it", async () => {
    await reply({ chunks: ["Hel", "lo"], fault: "error-event" });
    let text = "";
    const error = await thrown(async () => {
      for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
        text += chunk.choices[0]?.delta?.content ?? "";
      }
    });
    assert.equal(text, "Hello");
    assert.ok(error instanceof OpenAI.APIError, `${error}`);
  });
});
