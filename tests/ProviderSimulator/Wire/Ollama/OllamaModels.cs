using System.Security.Cryptography;
using System.Text;

namespace Simulation.Wire.Ollama;

/// <summary>What Ollama tells of its models.</summary>
internal static class OllamaModels
{
    private static readonly object Details = new
    {
        parent_model = "",
        format = "simulated",
        family = "simulated",
        families = new[] { "simulated" },
        parameter_size = "0B",
        quantization_level = "none",
    };

    public static object Tags(IReadOnlyList<string> models) => new
    {
        models = models.Select(id => new
        {
            name = id,
            model = id,
            modified_at = "2025-01-01T00:00:00Z",
            size = 0,
            digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            details = Details,
        }),
    };

    public static object Show(string id) => new
    {
        license = "none: simulated",
        modelfile = $"# {id} of the ProviderSimulator",
        parameters = "",
        template = "",
        details = Details,
        model_info = new Dictionary<string, object>
        {
            ["general.architecture"] = "simulated",
            ["general.parameter_count"] = 0,
            ["simulated.context_length"] = 32_768,
            ["simulated.embedding_length"] = EmbeddingVector.DefaultDimensions,
        },
        capabilities = new[] { "completion", "tools", "thinking" },
        modified_at = "2025-01-01T00:00:00Z",
    };
}
