using System.Collections.Immutable;
using Aspire.Catalog.V1;

namespace Catalog.Api.Sync;

/// <summary>What a provider answered when asked for its models, checked.</summary>
internal sealed record ProviderAnswer(string Provider, byte[] Raw, DateTimeOffset FetchedAt, ImmutableArray<AnsweredModel> Models)
{
    private const int LargestRaw = 32 * 1024 * 1024;
    private const int LongestFailure = 1_000;
    private const int LongestName = 300;

    /// <summary>Why no models could be read from it; empty when they were.</summary>
    public string Failure { get; init; } = "";

    /// <returns>Every fault of the request; empty when the answer can be used.</returns>
    public static List<(string Field, string Fault)> Read(SyncProviderRequest request, out ProviderAnswer answer)
    {
        var faults = new List<(string, string)>();
        if (request.Raw.Length > LargestRaw)
        {
            faults.Add(("raw", $"has {request.Raw.Length} bytes, more than {LargestRaw}"));
        }

        if (request.Failure.Length > LongestFailure)
        {
            faults.Add(("failure", $"is longer than {LongestFailure} characters"));
        }

        if (request.FetchedAt is null)
        {
            faults.Add(("fetched_at", "is missing"));
        }

        var models = ImmutableArray.CreateBuilder<AnsweredModel>(request.Models.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < request.Models.Count; index++)
        {
            var model = request.Models[index];
            if (FaultOf(model.Model) is { } fault)
            {
                faults.Add(($"models[{index}].model", fault));
            }
            else if (seen.Add(model.Model))
            {
                models.Add(AnswerReader.Read(model));
            }
        }

        answer = new ProviderAnswer(
            request.Provider, request.Raw.ToByteArray(), request.FetchedAt?.ToDateTimeOffset() ?? default, models.ToImmutable())
        {
            Failure = request.Failure,
        };
        return faults;
    }

    private static string? FaultOf(string name) => name switch
    {
        "" => "is empty",
        { Length: > LongestName } => $"is longer than {LongestName} characters",
        _ when name.Any(char.IsControl) => "has a control character",
        _ => null,
    };
}
