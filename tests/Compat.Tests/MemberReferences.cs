using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Compat.Tests;

/// <summary>What a compiled assembly refers to in others.</summary>
internal sealed class MemberReferences : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly Module _module;
    private readonly Func<string, bool> _isTarget;
    private readonly Type[] _typeArguments;

    /// <summary>References of <paramref name="user"/> to assemblies whose name <paramref name="isTarget"/> accepts.</summary>
    /// <param name="user">The assembly that refers to others.</param>
    /// <param name="isTarget">Picks the assemblies that count.</param>
    /// <param name="typeArgument">Stands for the type parameters of whatever generic type or method a reference is made from.</param>
    public MemberReferences(Assembly user, Func<string, bool> isTarget, Type typeArgument)
    {
        _typeArguments = [.. Enumerable.Repeat(typeArgument, 8)];
        _file = new PEReader(File.OpenRead(user.Location));
        _metadata = _file.GetMetadataReader();
        _module = user.ManifestModule;
        _isTarget = isTarget;
    }

    /// <summary>One function a member, which finds it or throws.</summary>
    public IEnumerable<Func<MemberInfo>> Members =>
        from handle in _metadata.MemberReferences
        where IsTarget(TypeOf(_metadata.GetMemberReference(handle).Parent))
        select (Func<MemberInfo>)(() => _module.ResolveMember(MetadataTokens.GetToken(handle), _typeArguments, _typeArguments)!);

    /// <summary>One function a type, which finds it or throws.</summary>
    public IEnumerable<Func<MemberInfo>> Types =>
        from handle in _metadata.TypeReferences
        where IsTarget(handle)
        select (Func<MemberInfo>)(() => _module.ResolveType(MetadataTokens.GetToken(handle)));

    public void Dispose() => _file.Dispose();

    // The type itself, or the open form of a generic one.
    private EntityHandle TypeOf(EntityHandle parent)
    {
        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return parent;
        }

        var signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return parent;
        }

        signature.ReadCompressedInteger(); // class or value type
        return signature.ReadTypeHandle();
    }

    private bool IsTarget(EntityHandle type)
    {
        while (type.Kind == HandleKind.TypeReference)
        {
            var scope = _metadata.GetTypeReference((TypeReferenceHandle)type).ResolutionScope;
            if (scope.Kind == HandleKind.AssemblyReference)
            {
                return _isTarget(_metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name));
            }

            type = scope; // a nested type's scope is the type around it
        }

        return false;
    }
}
