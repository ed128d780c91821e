using Grpc.AspNetCore.Server;
using ServiceDefaults.Rpc;

namespace Microsoft.Extensions.Hosting;

/// <summary>How gRPC services compress.</summary>
public static class GrpcCompressionExtensions
{
    /// <summary>Compresses answers with gzip for clients that take it, and understands compressed requests.</summary>
    public static void UseGzip(this GrpcServiceOptions options)
    {
        options.CompressionProviders = [new CompleteGzip()];
        options.ResponseCompressionAlgorithm = "gzip";
    }
}
