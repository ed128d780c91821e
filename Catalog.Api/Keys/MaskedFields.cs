using Catalog.Api.Grpc;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Catalog.Api.Keys;

/// <summary>Which fields an update names: those of the mask, or all where it is absent or <c>*</c>.</summary>
internal sealed class MaskedFields
{
    private readonly HashSet<string>? _named;

    private MaskedFields(HashSet<string>? named) => _named = named;

    /// <exception cref="RpcException">INVALID_ARGUMENT: it names what cannot be changed.</exception>
    public static MaskedFields Read(FieldMask? mask, params string[] editable)
    {
        if (mask is null || mask.Paths.Count == 0 || mask.Paths.Contains("*"))
        {
            return new(null);
        }

        var unknown = mask.Paths.Except(editable).ToArray();
        return unknown.Length == 0
            ? new(mask.Paths.ToHashSet(StringComparer.Ordinal))
            : throw GrpcErrors.Invalid([.. unknown.Select(path => ("update_mask", $"'{path}' is no field that can be edited; there are {string.Join(", ", editable)}"))]);
    }

    /// <summary>The new value of a field that is named, the old one of another.</summary>
    public T Pick<T>(string field, T given, T before) => _named?.Contains(field) is not false ? given : before;
}
