// The official OpenAI SDK for JavaScript where every provider is out of quota: it throws at once and knows how long to wait.
"use strict";

const assert = require("node:assert/strict");
const OpenAI = require("openai").default;
const { url, model, key, headers, reply, received, run, thrown } = require("./gateway.cjs");

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, defaultHeaders: headers });

run(async (check) => {
  await check("the SDK's RateLimitError, without retries of its own", async () => {
    const limited = { status: 429, retryAfter: 60 };
    await reply(...Array(8).fill(limited));
    const before = await received();
    const error = await thrown(() => client.chat.completions.create({ model, messages: [{ role: "user", content: "Say hello." }] }));
    assert.ok(error instanceof OpenAI.RateLimitError, `${error}`);
    assert.ok(Number(error.headers.get("retry-after")) > 0);
    assert.ok((await received()) - before < 8);
  });
});
