using Routing.Catalog;
using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>
/// How far a router reaches into a catalog with the credentials it holds and the profiles it speaks: for every deployment, the filters that
/// have nothing to say whatever the request. Of most deployments those are all that ask about provider and service.
/// </summary>
internal sealed class Reach
{
    private readonly uint[] _needless;

    public Reach(DecisionInput input)
    {
        var listings = input.Index.Listings;
        var request = new RankedRequest(input);
        var providers = new Dictionary<int, uint>();
        _needless = new uint[listings.Length];
        foreach (var listing in listings)
        {
            if (!providers.TryGetValue(listing.ProviderOrdinal, out var needless))
            {
                var contender = new Contender(in request, listing, Health.HealthState.Unknown, named: false);
                needless = CandidateFilters.Examine(in contender, CandidateFilters.OfProvider) is null ? CandidateFilters.OfProvider : 0;
                providers.Add(listing.ProviderOrdinal, needless);
            }

            _needless[listing.Ordinal] = needless | (listing.InPlainService ? CandidateFilters.OfService : 0);
        }
    }

    /// <summary>Filters that need not be asked, by <see cref="Listing.Ordinal"/>, as bits in the order of <see cref="CandidateFilters.All"/>.</summary>
    public ReadOnlySpan<uint> Needless => _needless;

    /// <summary>Whether its provider is one that no request gets to.</summary>
    public bool IsClosed(int ordinal) => (_needless[ordinal] & CandidateFilters.OfProvider) == 0;
}
