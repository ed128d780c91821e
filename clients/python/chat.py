"""Asks the router for an answer and prints it as it comes: chat.py [--router host:port] [--model name] [--stubs folder] "the prompt"."""

import argparse
import pathlib
import sys

import grpc

arguments = argparse.ArgumentParser(description="Asks the router for an answer over gRPC.")
arguments.add_argument("prompt", nargs="?", default="Say hello.")
arguments.add_argument("--router", default="127.0.0.1:7081", help="host:port of its gRPC endpoint")
arguments.add_argument("--model", default="auto", help="a model, an alias, a tier or auto")
arguments.add_argument("--stubs", default=pathlib.Path(__file__).parent / "stubs", help="where make-stubs wrote to")
arguments = arguments.parse_args()

sys.path.insert(0, str(arguments.stubs))
from aspire.routing.v1 import chat_pb2, router_pb2, router_pb2_grpc  # noqa: E402

request = router_pb2.ChatStreamRequest(
    model=arguments.model,
    conversation=chat_pb2.Conversation(
        messages=[chat_pb2.Message(role="user", content=[chat_pb2.ContentPart(text=arguments.prompt)])]
    ),
)
with grpc.insecure_channel(arguments.router) as channel:
    try:
        for piece in router_pb2_grpc.RouterServiceStub(channel).ChatStream(request):
            match piece.WhichOneof("event"):
                case "start":
                    print(f"{piece.start.model}, since {'; '.join(piece.start.decision.reasons)}", file=sys.stderr)
                case "delta":
                    print(piece.delta.text, end="", flush=True)
                case "end":
                    print(f"\n{piece.end.usage.input_tokens} + {piece.end.usage.output_tokens} tokens")
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")
