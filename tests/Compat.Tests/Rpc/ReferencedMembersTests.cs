using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;

namespace Compat.Tests.Rpc;

/// <summary>The gRPC packages are compiled against the real abstractions: whatever they refer to must be here.</summary>
public sealed class ReferencedMembersTests
{
    public static TheoryData<Type> Packages => [typeof(GrpcServiceOptions), typeof(GrpcChannel)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_type_and_member_a_package_refers_to_exists(Type packageType)
    {
        using var references = new MemberReferences(packageType.Assembly, name => name is "Grpc.Core.Api" or "Grpc.Net.Common", typeof(object));

        Assert.Empty(references.Types.Concat(references.Members).Select(Missing).OfType<string>());
        Assert.InRange(references.Members.Count(), 20, int.MaxValue);
    }

    private static string? Missing(Func<MemberInfo> find)
    {
        try
        {
            find();
            return null;
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or FileNotFoundException)
        {
            return e.Message;
        }
    }
}
