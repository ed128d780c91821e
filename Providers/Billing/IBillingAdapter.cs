using System.Collections.Immutable;
using Providers.Failures;

namespace Providers.Billing;

/// <summary>What a provider bills for a day in UTC.</summary>
/// <param name="Day">The day.</param>
/// <param name="Dollars">US dollars, as exact as the provider states them.</param>
public readonly record struct BilledDay(DateOnly Day, decimal Dollars);

/// <summary>One page of a provider's bill.</summary>
/// <param name="Days">Its days, each once.</param>
/// <param name="NextPage">Asks for the next page; null after the last.</param>
public sealed record BilledPage(ImmutableArray<BilledDay> Days, string? NextPage);

/// <summary>Asks a provider what it bills. Written after the providers' references and recorded answers, never tried against a live account.</summary>
public interface IBillingAdapter
{
    /// <summary>The variable in which the key for administrators usually stands; the key for calls is not accepted.</summary>
    string AdminKeyEnvironment { get; }

    /// <summary>Makes the request for a page.</summary>
    /// <param name="baseAddress">The provider's address, without a slash at its end.</param>
    /// <param name="adminKey">A key for administrators.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The first day after.</param>
    /// <param name="page">What the page before named; null for the first.</param>
    HttpRequestMessage CreateRequest(Uri baseAddress, string adminKey, DateOnly from, DateOnly to, string? page);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="UpstreamFailureException">It is not what the provider's reference describes, or no amount of US dollars.</exception>
    BilledPage Read(ReadOnlyMemory<byte> body);
}
