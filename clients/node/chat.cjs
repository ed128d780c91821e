// Asks the router for an answer and prints it as it comes: node chat.cjs [--router host:port] [--model name] "the prompt"
const path = require("node:path");
const { parseArgs } = require("node:util");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    router: { type: "string", default: "127.0.0.1:7081" },
    model: { type: "string", default: "auto" },
  },
});

const protos = path.join(__dirname, "..", "..", "protos");
const { aspire } = grpc.loadPackageDefinition(
  loader.loadSync("aspire/routing/v1/router.proto", { includeDirs: [protos], keepCase: true, arrays: true, oneofs: true, enums: String, longs: Number }));
const router = new aspire.routing.v1.RouterService(values.router, grpc.credentials.createInsecure());

const answer = router.ChatStream({
  model: values.model,
  conversation: { messages: [{ role: "user", content: [{ text: positionals.join(" ") || "Say hello." }] }] },
});
answer.on("data", ({ event, start, delta, end }) => {
  if (event === "start") console.error(`${start.model}, since ${start.decision.reasons.join("; ")}`);
  if (event === "delta") process.stdout.write(delta.text);
  if (event === "end") process.stdout.write(`\n${end.usage.input_tokens} + ${end.usage.output_tokens} tokens\n`);
});
answer.on("error", (error) => {
  console.error(`${grpc.status[error.code]}: ${error.details}`);
  process.exitCode = 1;
});
