using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.BindServiceMethodAttribute</c>: on a generated base class, names what binds it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class BindServiceMethodAttribute([DynamicallyAccessedMembers(BindServiceMethodAttribute.Reached)] Type bindType, string bindMethodName) : Attribute
{
    internal const DynamicallyAccessedMemberTypes Reached =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Stands in for <c>BindType</c>.</summary>
    [DynamicallyAccessedMembers(Reached)]
    public Type BindType { get; } = bindType;

    /// <summary>Stands in for <c>BindMethodName</c>.</summary>
    public string BindMethodName { get; } = bindMethodName;
}
