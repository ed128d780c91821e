"""Calls methods of a server that describes itself, as grpcurl does: no stubs, no .proto files."""

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

DEADLINE_SECONDS = 120
REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"


def _reflection_file():
    """The reflection protocol itself, as far as it is used here: the one thing that must be known beforehand."""
    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="reflection.proto", package="grpc.reflection.v1", syntax="proto3")

    def message(name, *fields):
        added = file.message_type.add(name=name)
        for field, number, kind, repeated in fields:
            label = kinds.LABEL_REPEATED if repeated else kinds.LABEL_OPTIONAL
            if isinstance(kind, str):
                added.field.add(name=field, number=number, label=label, type=kinds.TYPE_MESSAGE,
                                type_name=".grpc.reflection.v1." + kind)
            else:
                added.field.add(name=field, number=number, label=label, type=kind)

    message("ServerReflectionRequest",
            ("file_containing_symbol", 4, kinds.TYPE_STRING, False), ("list_services", 7, kinds.TYPE_STRING, False))
    message("FileDescriptorResponse", ("file_descriptor_proto", 1, kinds.TYPE_BYTES, True))
    message("ServiceResponse", ("name", 1, kinds.TYPE_STRING, False))
    message("ListServiceResponse", ("service", 1, "ServiceResponse", True))
    message("ErrorResponse", ("error_code", 1, kinds.TYPE_INT32, False), ("error_message", 2, kinds.TYPE_STRING, False))
    message("ServerReflectionResponse",
            ("file_descriptor_response", 4, "FileDescriptorResponse", False),
            ("list_services_response", 6, "ListServiceResponse", False), ("error_response", 7, "ErrorResponse", False))
    return file


def _message_class(descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory().GetPrototype(descriptor)  # protobuf before 4.22


class ReflectedServer:
    def __init__(self, address, service_key=None):
        self.channel = grpc.insecure_channel(address, compression=grpc.Compression.Gzip)
        self._metadata = [("x-service-key", service_key)] if service_key else []
        self._pool = descriptor_pool.DescriptorPool()
        self._pool.Add(_reflection_file())
        self._known = {"reflection.proto"}

    def services(self):
        return [service.name for service in self._ask(list_services="*").list_services_response.service]

    def method(self, service, name):
        """A callable for a method, whichever of the four kinds it is, and the class of its requests."""
        self._learn(service)
        method = self._pool.FindServiceByName(service).FindMethodByName(name)
        request, response = _message_class(method.input_type), _message_class(method.output_type)
        proto = descriptor_pb2.MethodDescriptorProto()
        method.CopyToProto(proto)
        kind = {(False, False): "unary_unary", (False, True): "unary_stream",
                (True, False): "stream_unary", (True, True): "stream_stream"}[(proto.client_streaming, proto.server_streaming)]
        stub = getattr(self.channel, kind)(
            f"/{service}/{name}", request_serializer=request.SerializeToString, response_deserializer=response.FromString)

        def call(*arguments, with_call=False):
            invoke = stub.with_call if with_call else stub
            return invoke(*arguments, timeout=DEADLINE_SECONDS, metadata=self._metadata)

        return call, request

    def _learn(self, symbol):
        answer = self._ask(file_containing_symbol=symbol)
        if answer.HasField("error_response"):
            raise LookupError(answer.error_response.error_message)
        files = [descriptor_pb2.FileDescriptorProto.FromString(one)
                 for one in answer.file_descriptor_response.file_descriptor_proto]
        self._add({file.name: file for file in files})

    def _add(self, files):
        """Adds files after those they import, which is the order the pool wants."""
        def add(name):
            if name not in self._known and name in files:
                self._known.add(name)
                for imported in files[name].dependency:
                    add(imported)
                self._pool.Add(files[name])

        for name in files:
            add(name)

    def _ask(self, **question):
        request = _message_class(self._pool.FindMessageTypeByName("grpc.reflection.v1.ServerReflectionRequest"))
        response = _message_class(self._pool.FindMessageTypeByName("grpc.reflection.v1.ServerReflectionResponse"))
        stub = self.channel.stream_stream(
            REFLECTION, request_serializer=request.SerializeToString, response_deserializer=response.FromString)
        return next(stub(iter([request(**question)]), timeout=DEADLINE_SECONDS, metadata=self._metadata))
