using Catalog.Api.Rest;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Code = Grpc.Core.StatusCode;
using Status = Google.Rpc.Status;

namespace Catalog.Api.Grpc;

/// <summary>How failures leave over gRPC: a canonical code, a message that says what to do, a machine-readable reason.</summary>
internal static class GrpcErrors
{
    private const string Domain = "aspire.catalog";

    public static RpcException NotReady() => Failure(
        Code.Unavailable,
        "CATALOG_NOT_READY",
        "The catalog has not been read yet: PostgreSQL is away or being prepared. Try again shortly.");

    public static RpcException DatabaseAway() =>
        Failure(Code.Unavailable, "DATABASE_UNAVAILABLE", "PostgreSQL cannot be used right now. Nothing was changed; try again shortly.");

    public static RpcException ProviderNotFound(string provider) => Failure(
        Code.NotFound, "PROVIDER_NOT_FOUND", $"The catalog has no provider '{provider}'. GET /api/v1/providers lists those it has.");

    public static RpcException ProviderExists(string provider) =>
        Failure(Code.AlreadyExists, "PROVIDER_EXISTS", $"The catalog has a provider '{provider}' already. UpdateProvider edits it.");

    public static RpcException DeploymentNotFound(string provider, string model) => Failure(
        Code.NotFound,
        "DEPLOYMENT_NOT_FOUND",
        $"The catalog has no deployment '{provider}/{model}'. ListDeployments with search finds similar names.");

    public static RpcException NotFound(string reason, string message) => Failure(Code.NotFound, reason, message);

    /// <summary>The etag that an edit rests on is no longer the current one.</summary>
    public static RpcException Changed(string? current) => Aborted(
        $"It was changed meanwhile. The current etag is {current ?? "none: it does not exist"}. Read it again and apply your change to what it is now.");

    /// <inheritdoc cref="Changed"/>
    public static RpcException Aborted(string message) => Failure(Code.Aborted, "ETAG_NOT_CURRENT", message);

    public static RpcException Precondition(string reason, string message) => Failure(Code.FailedPrecondition, reason, message);

    /// <summary>Throws when something is wrong with the request.</summary>
    public static void Refuse(Faults faults)
    {
        if (!faults.None)
        {
            throw Invalid(faults.All);
        }
    }

    /// <summary>Every fault of a request at once, each with its field.</summary>
    public static RpcException Invalid(IReadOnlyCollection<(string Field, string Fault)> faults)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(
            faults.Select(fault => new BadRequest.Types.FieldViolation { Field = fault.Field, Description = fault.Fault }));
        var message = string.Join(" ", faults.Take(10).Select(fault => $"{fault.Field}: {fault.Fault}"));
        return Failure(Code.InvalidArgument, "INVALID_REQUEST", message, details);
    }

    private static RpcException Failure(Code code, string reason, string message, params IMessage[] details)
    {
        var status = new Status { Code = (int)code, Message = message };

        // Field 1, which everybody else calls `reason`, has the name `type` in this version of the stubs.
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = Domain, Type = reason }));
        status.Details.AddRange(details.Select(Any.Pack));
        var trailers = new Metadata { { "grpc-status-details-bin", status.ToByteArray() } };
        return new RpcException(new global::Grpc.Core.Status(code, message), trailers);
    }
}
