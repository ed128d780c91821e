// Stubs from the .proto files, and calls as promises.
"use strict";

const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");
const { DEADLINE_MS } = require("./checks.cjs");

const GZIP = 2;
const includeDirs = [path.join(__dirname, "../../../protos"), path.join(__dirname, "../protos")];

function load(file) {
  return grpc.loadPackageDefinition(
    loader.loadSync(file, { includeDirs, keepCase: true, longs: String, enums: String, defaults: true, oneofs: true }));
}

function connect(Service, address) {
  return new Service(address, grpc.credentials.createInsecure(), { "grpc.default_compression_algorithm": GZIP });
}

function metadata(entries = {}) {
  const sent = new grpc.Metadata();
  for (const [name, value] of Object.entries(entries)) {
    sent.set(name, value);
  }
  return sent;
}

const deadline = () => ({ deadline: Date.now() + DEADLINE_MS });

// Resolves to the answer with the headers and trailers beside it; rejects with grpc-js's ServiceError.
function unary(client, method, request, sent = metadata()) {
  return new Promise((resolve, reject) => {
    let headers;
    let answer;
    const call = client[method](request, sent, deadline(), (error, value) => {
      answer = value;
      if (error) {
        reject(error);
      }
    });
    call.on("metadata", (received) => { headers = received; });
    call.on("status", (status) => resolve({ answer, headers, trailers: status.metadata }));
  });
}

// All events of a server stream, or as many as `enough` wants; the call is then cancelled.
function collect(call, enough = () => false) {
  return new Promise((resolve, reject) => {
    const events = [];
    call.on("data", (event) => {
      events.push(event);
      if (enough(events)) {
        call.cancel();
        resolve(events);
      }
    });
    call.on("end", () => resolve(events));
    call.on("error", reject);
  });
}

module.exports = { collect, connect, deadline, grpc, load, metadata, unary };
