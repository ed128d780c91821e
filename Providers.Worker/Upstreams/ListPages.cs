using System.Buffers;
using System.Collections.Immutable;
using Providers.Failures;
using Providers.Models;
using Providers.Streams;

namespace Providers.Worker.Upstreams;

/// <summary>The pages of one answer, gathered under one limit.</summary>
internal sealed class ListPages
{
    /// <summary>Longest answer in bytes, decompressed and all pages together: the largest known has 2 MB.</summary>
    public const int Limit = 24 << 20;

    private const int MostPages = 200;

    // Of an answer that makes no sense the beginning tells enough.
    private const int LongestNonsense = 1 << 20;

    private readonly ArrayBufferWriter<byte> _raw = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ImmutableArray<DiscoveredModel>.Builder _models = ImmutableArray.CreateBuilder<DiscoveredModel>();

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Raw => _raw.WrittenMemory;

    public ReadOnlyMemory<byte> Beginning => Raw.Length <= LongestNonsense ? Raw : Raw[..LongestNonsense];

    public ImmutableArray<DiscoveredModel> Models => [.. _models.DistinctBy(model => model.Id, StringComparer.Ordinal)];

    /// <summary>Reads a body behind those before it, whatever it says.</summary>
    /// <returns>The body.</returns>
    /// <exception cref="UpstreamFailureException">It broke off, or makes the answer too long.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var room = Limit - _raw.WrittenCount;
        var body = await CappedBody.ReadAsync(content, room + 1, cancellationToken);
        if (Count++ > 0)
        {
            _raw.Write("\n"u8);
        }

        _raw.Write(body.Span);
        return body.Length <= room
            ? body
            : throw new UpstreamFailureException(UpstreamFailure.Malformed($"The answer exceeds {Limit >> 20} MiB."));
    }

    /// <returns>What asks for the next page; null after the last.</returns>
    /// <exception cref="UpstreamFailureException">The pages go in circles or have no end.</exception>
    public string? Add(DiscoveredModels page)
    {
        _models.AddRange(page.Models);
        return page.NextPage is not { } next || (_asked.Add(next) && Count < MostPages)
            ? page.NextPage
            : throw new UpstreamFailureException(UpstreamFailure.Malformed("The list has pages without end."));
    }
}
