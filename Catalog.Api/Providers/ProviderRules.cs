using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Catalog.Api.Rest;
using Profiles = global::Providers.ProviderProfiles;

namespace Catalog.Api.Providers;

/// <summary>Says what is wrong with a provider that somebody wants to write.</summary>
internal static partial class ProviderRules
{
    private const int LongestName = 200;

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "api-key", "x-api-key", "x-goog-api-key", "cookie",
    };

    public static void Check(string id, ProviderWrite write, ProviderView? before, Faults faults)
    {
        faults.Require(Id().IsMatch(id), "id", "must have lower-case letters, digits and hyphens, and at most 60 of them");
        faults.Require(write.Name is not { Length: > LongestName }, "name", $"is longer than {LongestName} characters");
        CheckProfile(write.Profile ?? before?.Profile, write, before, faults);
        if (write.BaseUrl is not null)
        {
            CheckAddress(write.BaseUrl, faults);
        }

        faults.Require(
            write.ApiKeyEnvironment is null or "" || Variable().IsMatch(write.ApiKeyEnvironment),
            "api_key_environment",
            "is no name of an environment variable; give the name, never the key itself");
        foreach (var (name, value) in write.Headers ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            faults.Require(Token().IsMatch(name), $"headers.{name}", "is no header name");
            faults.Require(!Credentials.Contains(name), $"headers.{name}", "carries a credential; name its environment variable in api_key_environment");
            faults.Require(!value.Any(char.IsControl), $"headers.{name}", "has a control character in its value");
        }
    }

    private static void CheckProfile(string? profile, ProviderWrite write, ProviderView? before, Faults faults)
    {
        if (profile is null)
        {
            faults.Add("profile", "is missing; openai-compatible suits any endpoint that speaks OpenAI's format");
        }
        else if (!Profiles.TryGet(profile, out var known))
        {
            faults.Add("profile", $"knows no '{profile}'; there are {string.Join(", ", Profiles.All.Select(one => one.Name))}");
        }
        else
        {
            faults.Require((write.BaseUrl ?? before?.BaseUrl) is not null || known.BaseUrl is not null, "base_url", $"is missing; the profile {profile} has no address of its own");
        }
    }

    private static void CheckAddress(string text, Faults faults)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            faults.Add("base_url", "must be an absolute http or https address");
            return;
        }

        faults.Require(address.UserInfo.Length == 0, "base_url", "contains a credential; name its environment variable in api_key_environment");
        faults.Require(address.Query.Length == 0 && address.Fragment.Length == 0, "base_url", "must have neither query nor fragment");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,99}$")]
    private static partial Regex Variable();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")]
    private static partial Regex Token();
}
