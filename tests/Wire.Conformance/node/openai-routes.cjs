// The official OpenAI SDK for JavaScript: embeddings, legacy completions and Responses.
"use strict";

const assert = require("node:assert/strict");
const OpenAI = require("openai").default;
const { url, model, key, headers, reply, run, thrown } = require("./gateway.cjs");

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, defaultHeaders: headers });
const tools = ["look_up", "add"].map((name) => ({ type: "function", name, parameters: { type: "object" }, strict: false }));
const calls = [
  { name: "look_up", arguments: '{"word":"Grüße"}' },
  { name: "add", arguments: '{"left":1,"right":2}' },
];

run(async (check) => {
  await check("embeddings, which the SDK asks for in base64 and decodes", async () => {
    const { data, usage } = await client.embeddings.create({ model, input: ["a", "b"], dimensions: 8 });
    assert.equal(data.length, 2);
    assert.equal(data[0].embedding.length, 8);
    assert.ok(Math.abs(data[0].embedding.reduce((sum, value) => sum + value * value, 0) - 1) < 1e-3);
    assert.ok(usage.prompt_tokens > 0);
  });

  await check("the same embeddings as numbers", async () => {
    const asked = { model, input: "a" };
    const decoded = (await client.embeddings.create(asked)).data[0].embedding;
    const numbers = (await client.embeddings.create({ ...asked, encoding_format: "float" })).data[0].embedding;
    assert.deepEqual(Array.from(decoded), numbers.map(Math.fround));
  });

  await check("a completion, plain and streamed", async () => {
    await reply({ chunks: ["Hello"] }, { chunks: ["Hel", "lo"] });
    assert.equal((await client.completions.create({ model, prompt: "Say hello." })).choices[0].text, "Hello");
    let text = "";
    for await (const chunk of await client.completions.create({ model, prompt: "Say hello.", stream: true })) {
      text += chunk.choices[0].text;
    }
    assert.equal(text, "Hello");
  });

  await check("a response in one piece", async () => {
    await reply({ chunks: ["Hello"], reasoning: ["hm"], usage: { prompt: 11, completion: 7 } });
    const response = await client.responses.create({ model, instructions: "Be brief.", input: "Say hello." });
    assert.equal(response.output_text, "Hello");
    assert.equal(response.status, "completed");
    assert.equal(response.usage.total_tokens, 18);
    assert.equal(response.output.find((item) => item.type === "reasoning").summary[0].text, "hm");
  });

  await check("a streamed response, put together by the SDK", async () => {
    await reply({ chunks: ["Grüß ", "Gott ", "🎉"], reasoning: ["h", "m"] });
    const seen = [];
    const stream = client.responses.stream({ model, input: "Say hello." });
    stream.on("event", (event) => seen.push(event.type));
    const response = await stream.finalResponse();
    assert.equal(response.output_text, "Grüß Gott 🎉");
    assert.equal(seen[0], "response.created");
    assert.equal(seen.at(-1), "response.completed");
  });

  await check("parallel tool calls, and the conversation that goes on after them", async () => {
    await reply({ chunks: [], toolCalls: calls });
    const asked = await client.responses.stream({ model, tools, input: "Say hello." }).finalResponse();
    const made = asked.output.filter((item) => item.type === "function_call");
    assert.deepEqual(made.map((call) => ({ name: call.name, arguments: call.arguments })), calls);
    await reply({ chunks: ["It means greetings."] });
    const outputs = made.map((call) => ({ type: "function_call_output", call_id: call.call_id, output: "greetings" }));
    const answer = await client.responses.create({ model, tools, input: [{ role: "user", content: "Say hello." }, ...asked.output, ...outputs] });
    assert.equal(answer.output_text, "It means greetings.");
  });

  await check("a response by a JSON schema", async () => {
    await reply({ chunks: ['{"word":', '"hello"}'] });
    const format = { type: "json_schema", name: "word", schema: { type: "object", properties: { word: { type: "string" } } } };
    const answer = await client.responses.parse({ model, input: "Say hello.", text: { format } });
    assert.deepEqual(JSON.parse(answer.output_text), { word: "hello" });
  });

  await check("a response that goes on from one that its provider keeps", async () => {
    const first = await client.responses.create({ model, input: "Say hello." });
    if (first.store) {
      await reply({ chunks: ["And on."] });
      const next = await client.responses.create({ model, input: "Go on.", previous_response_id: first.id });
      assert.equal(next.output_text, "And on.");
    }
  });

  await check("what needs a store is the SDK's BadRequestError", async () => {
    const error = await thrown(() => client.responses.create({ model, input: "x", previous_response_id: "resp_1" }));
    assert.ok(error instanceof OpenAI.BadRequestError, `${error}`);
    assert.equal(error.param, "previous_response_id");
  });
});
