namespace Providers.Embeddings;

/// <summary>The vectors of an answer, in the order of the inputs.</summary>
public sealed class EmbeddingVectors
{
    private readonly Func<IReadOnlyList<float[]>> _read;
    private IReadOnlyList<float[]>? _all;

    internal EmbeddingVectors(Func<IReadOnlyList<float[]>> read, bool? base64InBody = null)
    {
        _read = read;
        Base64InBody = base64InBody;
    }

    /// <summary>How a body of OpenAI's format spells them: base64 or numbers; null for a body of another format.</summary>
    public bool? Base64InBody { get; }

    /// <summary>All of them, read at first use.</summary>
    /// <exception cref="Failures.UpstreamFailureException">They are no vectors after all.</exception>
    public IReadOnlyList<float[]> All => _all ??= _read();
}
