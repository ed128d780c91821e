using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Bodies;

/// <summary>Reads members of a caller's object; one that is absent or null is skipped, one of the wrong type or range becomes a fault.</summary>
/// <param name="element">The object.</param>
/// <param name="path">Where it stands, with its dot; empty for the root.</param>
/// <param name="faults">Takes what is wrong.</param>
internal readonly struct ElementChecks(JsonElement element, string path, FaultList faults)
{
    public string? Text(string name) =>
        Member(name, static value => value.ValueKind == JsonValueKind.String, "a string")?.GetString();

    /// <summary>Whether there is a string, which may be long and is not read.</summary>
    public bool HasText(string name) =>
        Member(name, static value => value.ValueKind == JsonValueKind.String, "a string") is not null;

    public bool? Flag(string name) =>
        Member(name, static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false")?.GetBoolean();

    /// <summary>A whole number of at least one.</summary>
    public int? Count(string name) => Member(
        name, static value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 1, "a whole number of at least 1")?.GetInt32();

    public double? Number(string name, double least, double most)
    {
        if (element.Member(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(path + name, string.Create(CultureInfo.InvariantCulture, $"Must be a number from {least} to {most}."));
        return null;
    }

    public JsonElement? Object(string name) => Member(name, static value => value.ValueKind == JsonValueKind.Object, "an object");

    public JsonElement? Array(string name) => Member(name, static value => value.ValueKind == JsonValueKind.Array, "an array");

    public void Texts(string name) => Member(
        name,
        static value => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String),
        "an array of strings");

    /// <summary>Looks for a string that must be there.</summary>
    /// <returns>Whether it is.</returns>
    public bool Needs(string name)
    {
        if (element.Member(name) is { ValueKind: JsonValueKind.String })
        {
            return true;
        }

        faults.Add(path + name, "Required: a string.");
        return false;
    }

    /// <summary>Says that a member must be something else than it is.</summary>
    public void Wrong(string name, string wanted) => faults.Add(path + name, $"Must be {wanted}.");

    /// <summary>Counts a string as text of the prompt, without decoding it.</summary>
    public static void Measure(JsonElement text, OpenAiFacts facts) => facts.AddPrompt(JsonMarshal.GetRawUtf8Value(text)[1..^1]);

    private JsonElement? Member(string name, Func<JsonElement, bool> fits, string wanted)
    {
        if (element.Member(name) is not { } value)
        {
            return null;
        }

        if (fits(value))
        {
            return value;
        }

        Wrong(name, wanted);
        return null;
    }
}
