using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;

namespace Compat.Tests.Rpc;

/// <summary>The gRPC packages are compiled against the real abstractions: whatever they refer to must be here.</summary>
public sealed class ReferencedMembersTests
{
    // Stand for the type parameters of whatever generic type or method a reference is made from.
    private static readonly Type[] TypeArguments = [.. Enumerable.Repeat(typeof(object), 8)];

    public static TheoryData<Type> Packages => [typeof(GrpcServiceOptions), typeof(GrpcChannel)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_type_and_member_a_package_refers_to_exists(Type packageType)
    {
        var module = packageType.Assembly.ManifestModule;
        using var file = new PEReader(File.OpenRead(packageType.Assembly.Location));
        var metadata = file.GetMetadataReader();

        var missing = new List<string>();
        var checkedMembers = 0;
        foreach (var handle in metadata.MemberReferences)
        {
            if (IsAbstraction(TypeOf(metadata, metadata.GetMemberReference(handle).Parent), metadata))
            {
                Try(() => module.ResolveMember(MetadataTokens.GetToken(handle), TypeArguments, TypeArguments), missing);
                checkedMembers++;
            }
        }

        foreach (var handle in metadata.TypeReferences.Where(handle => IsAbstraction(handle, metadata)))
        {
            Try(() => module.ResolveType(MetadataTokens.GetToken(handle)), missing);
        }

        Assert.Empty(missing);
        Assert.InRange(checkedMembers, 20, int.MaxValue);
    }

    // The type itself, or the open form of a generic one.
    private static EntityHandle TypeOf(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent;
        }

        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return parent;
        }

        signature.ReadCompressedInteger(); // class or value type
        return signature.ReadTypeHandle();
    }

    private static bool IsAbstraction(EntityHandle type, MetadataReader metadata)
    {
        while (type.Kind == HandleKind.TypeReference)
        {
            var scope = metadata.GetTypeReference((TypeReferenceHandle)type).ResolutionScope;
            if (scope.Kind == HandleKind.AssemblyReference)
            {
                return metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) is "Grpc.Core.Api" or "Grpc.Net.Common";
            }

            type = scope; // a nested type's scope is the type around it
        }

        return false;
    }

    private static void Try(Func<MemberInfo?> resolve, List<string> missing)
    {
        try
        {
            resolve();
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or FileNotFoundException)
        {
            missing.Add(e.Message);
        }
    }
}
