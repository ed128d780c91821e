using System.Globalization;
using System.Text;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;
using Routing.Catalog;

namespace Providers.Anthropic;

/// <summary>
/// Makes the edits that a caller's body needs before it goes to an upstream of the same format: the model, our own member, absent
/// defaults, what a model that the router chose would refuse, and thoughts that no Anthropic model has signed. Everything else
/// stays as it came, to the byte.
/// </summary>
internal static class AnthropicBodyEdits
{
    /// <param name="request">Of this format.</param>
    /// <param name="deployment">What is called.</param>
    /// <param name="defaults">What to fill in.</param>
    /// <param name="limit">Longest answer where nobody names one; the format wants a limit in every request.</param>
    /// <param name="dropped">Takes the names of what was left out.</param>
    public static SplicedContent Apply(ChatRequest request, Deployment deployment, ParameterDefaults defaults, int limit, ISet<string> dropped)
    {
        var edits = Begin(request, deployment, dropped);
        if (!edits.Has("max_tokens"))
        {
            edits.Set("max_tokens", Number(defaults.MaxTokens ?? limit));
        }

        // With thinking, or beside top_p, many models take no temperature.
        if (defaults.TemperatureMillis is { } millis && !edits.Has("temperature") && !edits.Has("top_p") && !edits.Has("thinking")
            && !deployment.UnsupportedParameters.Contains("temperature"))
        {
            edits.Set("temperature", Encoding.UTF8.GetBytes((millis / 1000m).ToString("0.###", CultureInfo.InvariantCulture)));
        }

        if (defaults.RouterChose)
        {
            foreach (var parameter in deployment.UnsupportedParameters.Where(name => IsOption(name) && edits.Has(name)))
            {
                edits.Remove(parameter);
                dropped.Add(parameter);
            }
        }

        return edits.ToContent();
    }

    /// <summary>The same for counting tokens, which takes no options.</summary>
    public static SplicedContent ApplyForCount(ChatRequest request, Deployment deployment, ISet<string> dropped) =>
        Begin(request, deployment, dropped).ToContent();

    private static BodyEdits Begin(ChatRequest request, Deployment deployment, ISet<string> dropped)
    {
        var edits = new BodyEdits(request.Body);
        edits.Set("model", OpenAiBodyEdits.Quote(deployment.Id.Model));
        edits.Remove("routing");
        if (edits.Value("messages") is { } messages && UnsignedThoughts.Without(messages) is { } signed)
        {
            edits.Set("messages", signed);
            dropped.Add("messages.content.thinking");
        }

        return edits;
    }

    private static bool IsOption(string name) => name is not ("model" or "messages" or "max_tokens");

    private static byte[] Number(int value) => Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture));
}
