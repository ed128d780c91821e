using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.HealthCheck;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Reflection.V1.ServerReflection;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Compat.Tests.Rpc;

public sealed class ReflectionTests : IAsyncLifetime
{
    private GrpcServer _server = null!;

    public async Task InitializeAsync() => _server = await GrpcServer.Start(
        services =>
        {
            services.AddGrpc();
            services.AddGrpcReflection();
            services.AddSingleton<CallsSeen>();
            services.AddSingleton<HealthServiceImpl>();
        },
        app =>
        {
            app.MapGrpcReflectionService();
            app.MapGrpcService<EchoService>();
            app.MapGrpcService<HealthServiceImpl>();
        });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Lists_every_mapped_service_itself_included()
    {
        var answer = await Ask(new ServerReflectionRequest { ListServices = "*" });

        Assert.Equal(
            ["compat.tests.v1.Echo", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            answer.ListServicesResponse.Service.Select(service => service.Name).Order());
    }

    [Theory]
    [InlineData("compat.tests.v1.Echo")]
    [InlineData("compat.tests.v1.Echo.Say")]
    [InlineData("compat.tests.v1.EchoRequest")]
    public async Task Describes_services_methods_and_messages(string symbol)
    {
        var answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = symbol });

        var file = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        Assert.Equal("compat/tests/v1/echo.proto", file.Name);
        Assert.Equal(["text", "number"], file.MessageType.Single(m => m.Name == "EchoRequest").Field.Select(field => field.Name));
        Assert.Equal(symbol, answer.OriginalRequest.FileContainingSymbol);
    }

    [Fact]
    public async Task Finds_nested_types_and_files_by_name()
    {
        var nested = await Ask(new ServerReflectionRequest { FileContainingSymbol = "grpc.health.v1.HealthCheckResponse.ServingStatus" });
        var name = FileDescriptorProto.Parser.ParseFrom(nested.FileDescriptorResponse.FileDescriptorProto[0]).Name;
        var byName = await Ask(new ServerReflectionRequest { FileByFilename = name });

        Assert.Equal(nested.FileDescriptorResponse, byName.FileDescriptorResponse);
    }

    [Fact]
    public async Task Says_not_found_for_what_is_not_declared()
    {
        var answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = "no.Such" });

        Assert.Equal((int)StatusCode.NotFound, answer.ErrorResponse.ErrorCode);
    }

    [Fact]
    public async Task The_older_protocol_version_answers_alike()
    {
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(_server.Channel)
            .ServerReflectionInfo(deadline: DateTime.UtcNow.AddMinutes(5));
        await call.RequestStream.WriteAsync(new V1Alpha.ServerReflectionRequest { FileContainingSymbol = "compat.tests.v1.Echo" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var current = await Ask(new ServerReflectionRequest { FileContainingSymbol = "compat.tests.v1.Echo" });
        Assert.Equal(current.ToByteString(), call.ResponseStream.Current.ToByteString());
    }

    [Fact]
    public async Task Mapping_without_adding_says_what_is_missing()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GrpcServer.Start(services => services.AddGrpc(), app => app.MapGrpcReflectionService()));

        Assert.Contains("AddGrpcReflection", failure.Message, StringComparison.Ordinal);
    }

    private async Task<ServerReflectionResponse> Ask(ServerReflectionRequest question)
    {
        using var call = new ServerReflectionClient(_server.Channel).ServerReflectionInfo(deadline: DateTime.UtcNow.AddMinutes(5));
        await call.RequestStream.WriteAsync(question);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }
}
