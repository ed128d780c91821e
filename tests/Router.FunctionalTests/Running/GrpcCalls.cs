using Aspire.Routing.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Router.FunctionalTests.Running;

/// <summary>Requests and errors as gRPC callers know them.</summary>
internal static class GrpcCalls
{
    public static RouterService.RouterServiceClient Client(this RouterUnderTest router) => new(router.Channel);

    public static Conversation Says(string text) =>
        new() { Messages = { new Message { Role = "user", Content = { new ContentPart { Text = text } } } } };

    public static ChatRequest Chat(string model = "fast") => new() { Model = model, Conversation = Says("hi") };

    public static ChatStreamRequest Stream(string model = "fast") => new() { Model = model, Conversation = Says("hi") };

    /// <summary>The reason that a failure gives for machines.</summary>
    public static string Reason(this RpcException failure)
    {
        var info = Details(failure).First(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal("aspire.routing", info.Domain);
        return info.Type;
    }

    /// <summary>What a failure says beside its reason.</summary>
    public static MapField<string, string> Facts(this RpcException failure) =>
        Details(failure).First(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Metadata;

    /// <summary>The fields that a failure says are at fault.</summary>
    public static IEnumerable<string> Fields(this RpcException failure) =>
        Details(failure).First(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field);

    /// <summary>Why nothing may serve.</summary>
    public static NoUsableModel Refusal(this RpcException failure) =>
        Details(failure).First(detail => detail.Is(NoUsableModel.Descriptor)).Unpack<NoUsableModel>();

    private static RepeatedField<Any> Details(RpcException failure) =>
        Google.Rpc.Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin")!).Details;
}
