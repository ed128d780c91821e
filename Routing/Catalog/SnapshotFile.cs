using System.Buffers;
using System.Text.Json;
using Routing.Catalog.Files;

namespace Routing.Catalog;

/// <summary>
/// Reads and writes <c>provider_registry_snapshot.json</c>: everything a router needs to know of the catalog, in one file.
/// Its schema is published as <c>docs/schemas/provider_registry_snapshot.schema.json</c>.
/// </summary>
public static class SnapshotFile
{
    /// <summary>The name a router gives the file.</summary>
    public const string DefaultName = "provider_registry_snapshot.json";

    /// <summary>Reads a file.</summary>
    /// <exception cref="SnapshotFormatException">The file is not JSON, or says something that cannot hold; every fault is listed.</exception>
    public static CatalogSnapshot Read(ReadOnlySpan<byte> utf8)
    {
        var faults = new List<SnapshotFault>();
        var snapshot = Parse(utf8, faults);
        return faults.Count == 0 ? snapshot : throw new SnapshotFormatException(faults);
    }

    /// <summary>Writes a file, with its own content hash. The same content gives the same bytes.</summary>
    public static byte[] Write(CatalogSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(buffer, SnapshotWriter.Options(indented: true));
        SnapshotWriter.Write(json, snapshot, snapshot.Revision, ContentHash(snapshot));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the same bytes piece by piece: nobody holds the whole file, and a catalog that is indexed is not hashed again.</summary>
    public static void Write(Stream stream, CatalogIndex index)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(index);
        using var json = new Utf8JsonWriter(stream, SnapshotWriter.Options(indented: true));
        SnapshotWriter.Write(json, index.Snapshot, index.Snapshot.Revision, index.ContentHash);
    }

    /// <summary>SHA-256 of what the snapshot says, in hexadecimal; neither its revision nor the order of its lists matters.</summary>
    public static string ContentHash(CatalogSnapshot snapshot)
    {
        using var hash = new HashingBuffer();
        using var json = new Utf8JsonWriter(hash, SnapshotWriter.Options(indented: false));
        SnapshotWriter.Write(json, snapshot, 0, null);
        return hash.Finish();
    }

    private static CatalogSnapshot Parse(ReadOnlySpan<byte> utf8, List<SnapshotFault> faults)
    {
        var options = new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        var reader = new Utf8JsonReader(WithoutByteOrderMark(utf8), options);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
            {
                faults.Add(new("$", "more than one JSON value"));
            }

            return SnapshotReader.Read(document.RootElement, faults);
        }
        catch (JsonException e)
        {
            faults.Add(new("$", $"not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"));
            return CatalogSnapshot.Empty;
        }
    }

    // Editors on Windows still put one in front.
    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
