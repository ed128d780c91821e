using System.Globalization;
using System.Text;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;
using Routing.Catalog;

namespace Providers.Ollama;

/// <summary>
/// Makes the edits that a caller's body needs before it goes to an upstream of the same format: the model, our own member, absent
/// defaults. Everything else stays as it came, to the byte.
/// </summary>
internal static class OllamaBodyEdits
{
    private static readonly byte[] NoOptions = "{}"u8.ToArray();

    public static SplicedContent Apply(ChatRequest request, Deployment deployment, ParameterDefaults defaults)
    {
        var edits = new BodyEdits(request.Body);
        edits.Set("model", OpenAiBodyEdits.Quote(deployment.Id.Model));
        edits.Remove("routing");
        var options = new BodyEdits(edits.Value("options") ?? NoOptions);
        var fills = Fill(options, "num_predict", defaults.MaxTokens?.ToString(CultureInfo.InvariantCulture));
        fills |= Fill(options, "temperature", (defaults.TemperatureMillis / 1000m)?.ToString("0.###", CultureInfo.InvariantCulture));
        if (fills)
        {
            edits.Set("options", options.ToContent().Join().ToArray());
        }

        return edits.ToContent();
    }

    private static bool Fill(BodyEdits options, string name, string? value)
    {
        if (value is null || options.Has(name))
        {
            return false;
        }

        options.Set(name, Encoding.UTF8.GetBytes(value));
        return true;
    }
}
