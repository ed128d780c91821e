using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Catalog.Api.Rest;
using Routing.Catalog;
using Profiles = global::Providers.ProviderProfiles;

namespace Catalog.Api.Providers;

/// <summary>Says what is wrong with a provider that somebody wants to write.</summary>
internal static partial class ProviderRules
{
    /// <summary>What ids and second names must be like.</summary>
    public const string NameRule = "must have lower-case letters, digits and hyphens, and at most 60 of them";

    private const int LongestName = 200;
    private const int LongestPath = 1000;
    private const int MostEntries = 100;

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "api-key", "x-api-key", "x-goog-api-key", "cookie",
    };

    public static void Check(string id, ProviderWrite write, ProviderView? before, Faults faults)
    {
        faults.Require(IsName(id), "id", NameRule);
        faults.Require(
            write.Name is null || (write.Name.Length <= LongestName && !write.Name.Any(char.IsControl)),
            "name",
            $"must have at most {LongestName} characters and no control characters");
        CheckProfile(write.Profile ?? before?.Profile, write, before, faults);
        if (write.BaseUrl is not null)
        {
            CheckAddress(write.BaseUrl, faults);
        }

        CheckKey(write, faults);
        CheckParameters(write.Parameters ?? ImmutableSortedDictionary<string, JsonElement>.Empty, faults);
        faults.Require(write.Headers is not { Count: > MostEntries }, "headers", $"has more than {MostEntries} entries");
        foreach (var (name, value) in write.Headers ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            faults.Require(Token().IsMatch(name), $"headers.{name}", "is no header name");
            faults.Require(!Credentials.Contains(name), $"headers.{name}", "carries a credential; name its environment variable in api_key_environment, or store it with PUT …/credential");
            faults.Require(value is not null && !value.Any(char.IsControl), $"headers.{name}", "must have a value without control characters");
        }
    }

    public static bool IsName(string? name) => name is not null && Id().IsMatch(name);

    private static void CheckKey(ProviderWrite write, Faults faults)
    {
        var places = new[] { write.ApiKeyEnvironment is { Length: > 0 }, write.ApiKeyFile is { Length: > 0 }, write.ApiKeyStored is true };
        faults.Require(places.Count(place => place) <= 1, "api_key_environment", "is one of several places named for the key; give one of api_key_environment, api_key_file and api_key_stored");
        faults.Require(
            write.ApiKeyEnvironment is null or "" || Variable().IsMatch(write.ApiKeyEnvironment),
            "api_key_environment",
            "is no name of an environment variable; give the name, never the key itself");
        faults.Require(
            write.ApiKeyFile is null or "" || (write.ApiKeyFile.Length <= LongestPath && AbsolutePath().IsMatch(write.ApiKeyFile) && !write.ApiKeyFile.Any(char.IsControl)),
            "api_key_file",
            "must be the full path of a file on the router's machine; give the path, never the key itself");
    }

    private static void CheckParameters(ImmutableSortedDictionary<string, JsonElement> parameters, Faults faults)
    {
        faults.Require(parameters.Count <= MostEntries, "parameters", $"has more than {MostEntries} entries");
        foreach (var (name, value) in parameters)
        {
            faults.Require(!value.GetRawText().Contains(@"\u0000", StringComparison.Ordinal), $"parameters.{name}", "has a null character in it");
            faults.Require(Token().IsMatch(name), $"parameters.{name}", "is no name of a request parameter");
            faults.Require(!ProviderParameters.Reserved.Contains(name), $"parameters.{name}", "is the router's own to write");
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

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(/|[A-Za-z]:[\\/])")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,99}\\z")]
    private static partial Regex Variable();

    [GeneratedRegex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\\z")]
    private static partial Regex Token();
}
