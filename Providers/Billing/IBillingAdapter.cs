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

/// <summary>What was bought and used of a provider's credits since the account was opened, in US dollars.</summary>
/// <param name="Bought">What was bought.</param>
/// <param name="Used">What was used.</param>
public readonly record struct Credits(decimal Bought, decimal Used);

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

    /// <summary>Makes the request for what is left of the credits; null where the provider sells none.</summary>
    /// <param name="baseAddress">The provider's address, without a slash at its end.</param>
    /// <param name="adminKey">A key for administrators.</param>
    HttpRequestMessage? CreateCredits(Uri baseAddress, string adminKey) => null;

    /// <summary>Reads the answer to that.</summary>
    /// <exception cref="UpstreamFailureException">It is not what the provider's reference describes.</exception>
    Credits ReadCredits(ReadOnlyMemory<byte> body) => throw new NotSupportedException("The provider sells no credits.");
}
