using System.Text.Json;
using Routing.Catalog;
using Routing.Health;
using Routing.Money;

namespace Router.Grpc.OpenAi;

/// <summary>Writes a model as OpenAI does, with what else the registry knows of it in fields of our own.</summary>
internal static class ModelComposer
{
    public static void Write(Utf8JsonWriter json, ModelEntry entry, HealthView health, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("object", "model");
        // The registry does not know when a model was made; SDKs want a whole number.
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", entry.OwnedBy);
        if (entry.Deployment is { } deployment)
        {
            WriteFacts(json, deployment, now);
            json.WriteStartArray("tiers");
            foreach (var tier in entry.Tiers)
            {
                json.WriteStringValue(tier);
            }

            json.WriteEndArray();
            json.WriteString("availability", entry.Obstacle is { } obstacle ? $"unavailable: {obstacle}" : "available");
            WriteHealth(json, health.For(deployment.Id), now);
        }

        json.WriteEndObject();
    }

    private static void WriteHealth(Utf8JsonWriter json, HealthState state, DateTimeOffset now)
    {
        json.WriteStartObject("health");
        json.WriteNumber("score", state.Score);
        json.WriteNumber("samples", state.Samples);
        json.WriteString("circuit", state.Circuit switch
        {
            CircuitState.Open => "open",
            CircuitState.HalfOpen => "half_open",
            CircuitState.Isolated => "isolated",
            _ => "closed",
        });
        if (state.CoolingUntil is { } until && until > now)
        {
            json.WriteString("cooling_until", until.UtcDateTime);
        }

        if (state.Cause is { } cause)
        {
            json.WriteString("cause", cause);
        }

        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, Deployment deployment, DateTimeOffset now)
    {
        if (deployment.Name.Length > 0)
        {
            json.WriteString("name", deployment.Name);
        }

        if (deployment.CanonicalId is { } canonical)
        {
            json.WriteString("canonical_model", canonical.Value);
        }

        WriteKnown(json, "context_window", deployment.ContextWindow);
        WriteKnown(json, "max_output_tokens", deployment.MaxOutputTokens);
        json.WriteStartArray("capabilities");
        foreach (var name in CapabilityNames.Of(deployment.Capabilities))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        WriteService(json, deployment);
        WritePricing(json, deployment, now);
    }

    private static void WriteService(Utf8JsonWriter json, Deployment deployment)
    {
        json.WriteString("lifecycle", deployment.Lifecycle switch
        {
            Lifecycle.Preview => "preview",
            Lifecycle.Deprecated => "deprecated",
            Lifecycle.Retired => "retired",
            _ => "active",
        });
        WriteMoment(json, "deprecated_at", deployment.DeprecatedAt);
        WriteMoment(json, "retires_at", deployment.RetiresAt);
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
    }

    private static void WritePricing(Utf8JsonWriter json, Deployment deployment, DateTimeOffset now)
    {
        if (PriceInForce.Find(deployment, 0, now) is not { } price)
        {
            // Unpriced is a state of its own: an absent price must not read as none to pay.
            json.WriteString("pricing_state", deployment.IsFree ? "free" : "unpriced");
            return;
        }

        json.WriteStartObject("pricing_per_million");
        json.WriteNumber("input", price.Input.DollarsPerMillion);
        WritePrice(json, "cached_input", price.CachedInput);
        WritePrice(json, "cache_write", price.CacheWrite);
        json.WriteNumber("output", price.Output.DollarsPerMillion);
        json.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter json, string name, TokenPrice? price)
    {
        if (price is { } known)
        {
            json.WriteNumber(name, known.DollarsPerMillion);
        }
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, int value)
    {
        if (value > 0)
        {
            json.WriteNumber(name, value);
        }
    }
}
