using System.Collections.Immutable;
using System.Text.Json;
using Providers.Models;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Reads what goes in and comes out of a listed model; where the list has no words for it, its abilities tell.</summary>
internal static class OpenAiModelModalities
{
    public static ImmutableArray<string> Input(JsonElement entry, Capabilities? capabilities)
    {
        var said = ModelList.Words(entry.Member("architecture") ?? default, "input_modalities");
        if (!said.IsEmpty)
        {
            return said;
        }

        var known = Modalities.InputOf(capabilities);
        if (entry.Flag("supports_video_in") == true)
        {
            known = known.Add("video");
        }

        return entry.Member("capabilities")?.Member("pdf_input")?.Flag("supported") == true ? known.Add("file") : known;
    }

    public static ImmutableArray<string> Output(JsonElement entry, Capabilities? capabilities)
    {
        var said = ModelList.Words(entry.Member("architecture") ?? default, "output_modalities");
        return said.IsEmpty ? Modalities.OutputOf(capabilities) : said;
    }
}
