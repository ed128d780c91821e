using Routing.Catalog;
using Routing.Filters;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>A deployment that may not serve the request, and why. The words are found when somebody reads them.</summary>
public readonly struct Exclusion : IEquatable<Exclusion>
{
    // Either the words, or the filter that finds them.
    private readonly object _detail;
    private readonly DecisionInput? _input;

    /// <summary>An exclusion with its words.</summary>
    /// <param name="deployment">What was left out.</param>
    /// <param name="reason">For machines.</param>
    /// <param name="detail">For people.</param>
    public Exclusion(DeploymentId deployment, ExclusionReason reason, string detail)
    {
        Deployment = deployment;
        Reason = reason;
        _detail = detail;
    }

    internal Exclusion(DecisionInput input, Listing listing, ICandidateFilter filter, bool named)
    {
        Deployment = listing.Deployment.Id;
        Reason = filter.Reason;
        _detail = filter;
        _input = input;
        Listing = listing;
        Named = named;
    }

    /// <summary>What was left out.</summary>
    public DeploymentId Deployment { get; init; }

    /// <summary>For machines.</summary>
    public ExclusionReason Reason { get; init; }

    /// <summary>For people, with the way out: <c>KIMI_API_KEY is not set</c>.</summary>
    public string Detail
    {
        get => _detail as string ?? Find();
        init => _detail = value;
    }

    /// <summary>What was examined; null when the catalog does not know it.</summary>
    internal Listing? Listing { get; }

    /// <summary>Whether it was named.</summary>
    internal bool Named { get; }

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out DeploymentId deployment, out ExclusionReason reason, out string detail) =>
        (deployment, reason, detail) = (Deployment, Reason, Detail);

    /// <inheritdoc/>
    public bool Equals(Exclusion other) => Deployment == other.Deployment && Reason == other.Reason && Detail == other.Detail;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Exclusion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Deployment, Reason);

    /// <inheritdoc/>
    public override string ToString() => $"{Deployment}: {DecisionNames.Of(Reason)} ({Detail})";

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(Exclusion left, Exclusion right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Exclusion left, Exclusion right) => !left.Equals(right);

    private string Find()
    {
        if (_input is null || Listing is null)
        {
            return "";
        }

        var request = new RankedRequest(_input);
        return ((ICandidateFilter)_detail).Detail(new Contender(in request, Listing, _input.Health.For(Deployment), Named));
    }
}
