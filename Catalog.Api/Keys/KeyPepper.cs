using Catalog.Api.Credentials;

namespace Catalog.Api.Keys;

/// <summary>What the hashes of secrets are keyed with: derived from the data key, so that neither is in the database.</summary>
internal sealed class KeyPepper(DataKey dataKey)
{
    private const string Purpose = "virtual keys";

    /// <summary>Null with the reason when there is no data key.</summary>
    /// <param name="missing">What to do about it.</param>
    /// <param name="make">Whether a data key that is missing may be made.</param>
    public Pepper? Find(out string? missing, bool make = false) =>
        dataKey.Find(out missing, make) is { } seal ? new Pepper(seal.Id, seal.Derive(Purpose)) : null;
}

/// <summary>The pepper at hand.</summary>
/// <param name="DataKey">Tells data keys apart: the start of its SHA-256.</param>
/// <param name="Bytes">The pepper itself.</param>
internal sealed record Pepper(string DataKey, byte[] Bytes)
{
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("DataKey = ").Append(DataKey);
        return true;
    }
}
