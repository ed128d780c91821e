using System.Collections.Immutable;
using Routing.Money;

namespace Routing.Catalog.Files;

/// <summary>Reads the entries of a snapshot's lists.</summary>
internal sealed class EntryReader(bool strict)
{
    private static readonly RoutingRules PlainRules = new();
    private static readonly Deployment PlainDeployment = new() { Id = default };

    /// <summary>Whether what nobody understands is a fault.</summary>
    public bool Strict => strict;

    public Provider Provider(Fields fields)
    {
        OnlyKnow(
            fields,
            ["id", "name", "aliases", "profile", "base_url", "api_key_environment", "api_key_file", "api_key_stored", "headers",
                "parameters", "enabled"]);
        var provider = new Provider
        {
            Id = new ProviderId(fields.RequiredText("id")),
            Name = fields.Text("name") ?? "",
            Aliases = fields.Texts("aliases"),
            Profile = fields.RequiredText("profile"),
            BaseUrl = Address(fields),
            ApiKeyEnvironment = fields.Text("api_key_environment") is { Length: > 0 } variable ? variable : null,
            ApiKeyFile = fields.Text("api_key_file") is { Length: > 0 } file ? file : null,
            ApiKeyStored = fields.Flag("api_key_stored", otherwise: false),
            Headers = fields.TextByName("headers"),
            Parameters = Parameters(fields),
            Enabled = fields.Flag("enabled", otherwise: true),
        };
        if (new[] { provider.ApiKeyEnvironment is not null, provider.ApiKeyFile is not null, provider.ApiKeyStored }.Count(static named => named) > 1)
        {
            fields.Fault("api_key_file", "the key comes from one place: api_key_environment, api_key_file or api_key_stored");
        }

        return provider;
    }

    public Model Model(Fields fields)
    {
        OnlyKnow(fields, "id", "name", "family", "capabilities", "context_window");
        return new()
        {
            Id = new ModelId(fields.RequiredText("id")),
            Name = fields.Text("name") ?? "",
            Family = fields.Text("family"),
            Capabilities = CapabilityList(fields),
            ContextWindow = fields.Count("context_window"),
        };
    }

    public Deployment Deployment(Fields fields)
    {
        OnlyKnow(
            fields,
            ["provider", "model", "canonical", "name", "lifecycle", "deprecated_at", "retires_at", "origin", "enabled", "is_free",
                "capabilities", "context_window", "max_output_tokens", "unsupported_parameters", "region", "prices"]);
        return new()
        {
            Id = new(new ProviderId(fields.RequiredText("provider")), fields.RequiredText("model")),
            CanonicalId = fields.Text("canonical") is { Length: > 0 } canonical ? new ModelId(canonical) : null,
            Name = fields.Text("name") ?? "",
            Lifecycle = fields.OneOf("lifecycle", SnapshotNames.Lifecycle, PlainDeployment.Lifecycle),
            DeprecatedAt = fields.Moment("deprecated_at"),
            RetiresAt = fields.Moment("retires_at"),
            Origin = fields.OneOf("origin", SnapshotNames.Origin, PlainDeployment.Origin),
            Enabled = fields.Flag("enabled", otherwise: true),
            IsFree = fields.Flag("is_free", otherwise: false),
            Capabilities = fields.Has("capabilities") ? CapabilityList(fields) : PlainDeployment.Capabilities,
            ContextWindow = fields.Count("context_window"),
            MaxOutputTokens = fields.Count("max_output_tokens"),
            UnsupportedParameters = fields.Texts("unsupported_parameters"),
            Region = fields.Text("region"),
            Prices = fields.Objects("prices", Price),
        };
    }

    public Tier Tier(Fields fields)
    {
        OnlyKnow(fields, "name", "entries", "max_tokens", "temperature");
        var name = fields.RequiredText("name");
        if (!TierNames.All.Contains(name))
        {
            fields.Fault("name", $"must be one of {string.Join(", ", TierNames.All)}");
        }

        return new()
        {
            Name = name,
            Entries = [.. fields.Texts("entries").Select((entry, i) => Entry(fields, entry, i))],
            Parameters = new()
            {
                MaxTokens = fields.Count("max_tokens") is > 0 and var tokens ? tokens : null,
                TemperatureMillis = fields.Thousandths("temperature", highest: 2),
            },
        };
    }

    public ModelAlias Alias(Fields fields)
    {
        OnlyKnow(fields, "name", "target");
        return new(fields.RequiredText("name"), fields.RequiredText("target"));
    }

    public ModelFamily Family(Fields fields)
    {
        OnlyKnow(fields, "name", "preferred");
        return new(fields.RequiredText("name"), [.. fields.Texts("preferred").Select(static model => new ModelId(model))]);
    }

    public RoutingRules Rules(Fields fields)
    {
        OnlyKnow(fields, "agent_share", "creation_share", "balanced_from", "powerful_above", "default_model", "step_score", "unpriced");
        var rules = new RoutingRules
        {
            AgentShareMillis = fields.Thousandths("agent_share", highest: 1) ?? PlainRules.AgentShareMillis,
            CreationShareMillis = fields.Thousandths("creation_share", highest: 1) ?? PlainRules.CreationShareMillis,
            BalancedFromMillis = fields.Thousandths("balanced_from", highest: 10) ?? PlainRules.BalancedFromMillis,
            PowerfulAboveMillis = fields.Thousandths("powerful_above", highest: 10) ?? PlainRules.PowerfulAboveMillis,
            DefaultModel = fields.Text("default_model"),
            Unpriced = Unpriced(fields),
            StepScore = fields.Object("step_score") is { } table ? StepScoreEntry.Read(table, strict) : PlainRules.StepScore,
        };
        if (rules.PowerfulAboveMillis < rules.BalancedFromMillis)
        {
            fields.Fault("powerful_above", "must not be below balanced_from");
        }

        return rules;
    }

    private static UnpricedPolicy Unpriced(Fields fields)
    {
        if (fields.Text("unpriced") is not { } name)
        {
            return PlainRules.Unpriced;
        }

        if (UnpricedPolicies.Find(name) is { } policy)
        {
            return policy;
        }

        fields.Fault("unpriced", $"must be one of {string.Join(", ", UnpricedPolicies.Names)}");
        return PlainRules.Unpriced;
    }

    private Price Price(Fields fields)
    {
        OnlyKnow(fields, "id", "input", "cached_input", "cache_write", "output", "per_request", "context_over", "valid_from", "source");
        return new()
        {
            Id = fields.LongCount("id"),
            Input = RequiredPrice(fields, "input"),
            Output = RequiredPrice(fields, "output"),
            CachedInput = fields.DollarsPerMillion("cached_input"),
            CacheWrite = fields.DollarsPerMillion("cache_write"),
            PerRequest = fields.Decimal("per_request", highest: 1_000) is { } dollars ? NanoDollars.FromDollars(dollars) : NanoDollars.Zero,
            ContextOver = fields.Count("context_over"),
            ValidFrom = fields.Moment("valid_from") ?? DateTimeOffset.UnixEpoch,
            Source = fields.Text("source"),
        };
    }

    // An unpriced deployment lists no prices; half a price would bill the other half as free.
    private static TokenPrice RequiredPrice(Fields fields, string name)
    {
        if (!fields.Has(name))
        {
            fields.Fault(name, "is missing; leave prices empty when they are unknown");
        }

        return fields.DollarsPerMillion(name) ?? default;
    }

    private ImmutableSortedDictionary<string, string> Parameters(Fields fields)
    {
        var parameters = fields.JsonByName("parameters");
        foreach (var name in strict ? parameters.Keys.Where(ProviderParameters.Reserved.Contains) : [])
        {
            fields.Fault($"parameters.{name}", "is the router's own to write");
        }

        return parameters;
    }

    private static Uri Address(Fields fields)
    {
        var text = fields.RequiredText("base_url");
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        if (text.Length > 0)
        {
            fields.Fault("base_url", "must be an address that begins with http:// or https://");
        }

        return new Uri("http://invalid.invalid");
    }

    private static DeploymentId Entry(Fields fields, string entry, int i)
    {
        if (!DeploymentId.TryParse(entry, out var id))
        {
            fields.Fault(FormattableString.Invariant($"entries[{i}]"), "must be of the form provider/model");
        }

        return id;
    }

    private Capabilities CapabilityList(Fields fields)
    {
        var all = Capabilities.None;
        foreach (var name in fields.Texts("capabilities"))
        {
            if (CapabilityNames.TryParse(name, out var capability))
            {
                all |= capability;
            }
            else if (strict)
            {
                fields.Fault("capabilities", $"{name} is unknown; known are {string.Join(", ", CapabilityNames.All)}");
            }
        }

        return all;
    }

    public void OnlyKnow(Fields fields, params ReadOnlySpan<string> names)
    {
        if (strict)
        {
            fields.OnlyKnow(names);
        }
    }
}
