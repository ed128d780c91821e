"""Calls the gRPC services as a program in Python would.

Usage: python3 client.py [--router HOST:PORT] [--model NAME] [--catalog HOST:PORT] [--service-key KEY]
Needs grpcio and protobuf (Debian: python3-grpcio).
"""

import argparse
import os
import queue
import sys
import time
import traceback
import uuid

import grpc

from reflected import ReflectedServer

CONVERSATION = {"messages": [{"role": "user", "content": [{"text": "Say hello."}]}]}


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def expect_status(status, call):
    try:
        call()
    except grpc.RpcError as error:
        expect(error.code() == status, f"{error.code()} instead of {status}: {error.details()}")
        return error
    raise AssertionError(f"no error instead of {status}")


def standard_checks(who, server, services):
    def lists_services():
        listed = server.services()
        for service in [*services, "grpc.health.v1.Health"]:
            expect(service in listed, f"{service} is not among {listed}")

    def is_serving():
        check, request = server.method("grpc.health.v1.Health", "Check")
        expect(check(request()).status == 1, "not SERVING")

    def watch_tells_when_it_serves():
        watch, request = server.method("grpc.health.v1.Health", "Watch")
        call = watch(request())
        expect(any(answer.status == 1 for answer in call), "never SERVING")
        call.cancel()

    yield f"{who}: reflection lists its services", lists_services
    yield f"{who}: health watch tells when it serves", watch_tells_when_it_serves
    yield f"{who}: health check says that it serves", is_serving


def router_checks(server, model):
    service = "aspire.routing.v1.RouterService"
    yield from standard_checks("router", server, [service])

    def route():
        call, request = server.method(service, "Route")
        answer = call(request(model=model, conversation=CONVERSATION))
        expect(answer.decision.id and len(answer.decision.candidates) > 0, f"no candidates: {answer}")

    def chat():
        method, request = server.method(service, "Chat")
        answer, call = method(request(model=model, conversation=CONVERSATION), with_call=True)
        expect(answer.message.role == "assistant" and answer.message.content[0].text, f"no text: {answer}")
        said = {name: value for name, value in [*call.initial_metadata(), *call.trailing_metadata()]}
        expect(said.get("x-routing-model") == answer.model, f"x-routing-model is not among {sorted(said)}")

    def chat_stream():
        call, request = server.method(service, "ChatStream")
        events = list(call(request(model=model, conversation=CONVERSATION)))
        kinds = [event.WhichOneof("event") for event in events]
        expect(kinds[0] == "start" and kinds[-1] == "end", f"order of events: {kinds}")
        expect(set(kinds[1:-1]) == {"delta"}, f"order of events: {kinds}")
        expect("".join(event.delta.text for event in events), "no text")

    def unknown_model():
        call, request = server.method(service, "Chat")
        error = expect_status(grpc.StatusCode.NOT_FOUND, lambda: call(request(model="nobody/nothing", conversation=CONVERSATION)))
        details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
        expect(b"google.rpc.ErrorInfo" in details and b"MODEL_NOT_FOUND" in details, f"details: {details}")

    yield "router: Route decides without sending", route
    yield "router: Chat answers in one piece and says who did", chat
    yield "router: ChatStream starts, adds text and ends", chat_stream
    yield "router: an unknown model is NOT_FOUND with ErrorInfo", unknown_model


def catalog_checks(server):
    catalog, usage = "aspire.catalog.v1.CatalogService", "aspire.catalog.v1.UsageService"
    yield from standard_checks("catalog", server, [catalog, usage])

    def list_deployments():
        call, request = server.method(catalog, "ListDeployments")
        expect(len(call(request(page_size=1)).deployments) == 1, "no deployment")

    def watch():
        method, request = server.method(catalog, "WatchCatalog")
        call = method(request(known_revision=0))
        first = next(call)
        expect(first.WhichOneof("event") == "snapshot", f"first event: {first.WhichOneof('event')}")
        expect(len(first.snapshot.deployments) > 0, "no deployments")
        call.cancel()

    def ingest():
        method, request = server.method(usage, "Ingest")
        event = {"event_id": uuid_version_7(), "decision": {"decision_id": uuid_version_7(), "selector": "auto", "outcome": "ok"}}
        requests = queue.SimpleQueue()
        call = method(iter(requests.get, None))
        for _ in ("once", "and once more"):
            requests.put(request(events=[event]))
            expect(list(next(call).stored) == [event["event_id"]], "not acknowledged")
        requests.put(None)
        expect(list(call) == [], "something after the end")

    yield "catalog: ListDeployments pages", list_deployments
    yield "catalog: WatchCatalog begins with a snapshot", watch
    yield "catalog: Ingest acknowledges each batch while the stream is open", ingest


def uuid_version_7():
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 2 << 62))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--router")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--catalog")
    parser.add_argument("--service-key")
    options = parser.parse_args()

    checks = []
    if options.router:
        checks += router_checks(ReflectedServer(options.router), options.model)
    if options.catalog:
        checks += catalog_checks(ReflectedServer(options.catalog, options.service_key))

    failed = 0
    for name, check in checks:
        try:
            check()
            print("ok   ", name)
        except (AssertionError, LookupError, grpc.RpcError):
            failed += 1
            print("FAIL ", name, traceback.format_exc())
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed or not checks else 0


sys.exit(main())
