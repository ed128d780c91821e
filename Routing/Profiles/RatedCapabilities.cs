using System.Collections.Immutable;
using Routing.Catalog.Files;
using Routing.Features;

namespace Routing.Profiles;

/// <summary>How rated capabilities are written, and which of them a prompt's kind of work asks for.</summary>
public static class RatedCapabilities
{
    private static readonly NameTable<RatedCapability> Table =
        new([.. Enum.GetValues<RatedCapability>().Select(static value => (value.ToString().ToLowerInvariant(), value))]);

    /// <summary>All of them, in the order in which they are written.</summary>
    public static readonly ImmutableArray<RatedCapability> All = [.. Enum.GetValues<RatedCapability>()];

    /// <summary>The names, in the same order.</summary>
    public static readonly ImmutableArray<string> Names = [.. All.Select(Table.Of)];

    /// <summary>The name in files, on the wire and in the database: <c>logical</c>, <c>code</c>, …</summary>
    public static string NameOf(RatedCapability capability) => Names[(int)capability];

    /// <summary>Reads a name; null when nobody knows it.</summary>
    public static RatedCapability? Find(string name) => Table.Find(name);

    /// <summary>What a prompt's kind of work is rated as.</summary>
    public static RatedCapability Of(PromptCapability work) => work switch
    {
        PromptCapability.Code => RatedCapability.Code,
        PromptCapability.Mathematical => RatedCapability.Mathematical,
        PromptCapability.Logical => RatedCapability.Logical,
        PromptCapability.Factual => RatedCapability.Factual,
        PromptCapability.Creative => RatedCapability.Creative,
        PromptCapability.Extraction => RatedCapability.Extraction,
        PromptCapability.Translation => RatedCapability.Translation,
        _ => RatedCapability.Conversational,
    };
}
