using Routing.Features;

namespace Routing.Money.Budgets;

/// <summary>The most tokens that a prompt can have: no estimate, a bound to set money aside by.</summary>
/// <remarks>
/// Tokenizers of every family served here fall back to single bytes, so that a token stands for at least one byte of UTF-8. What
/// providers put around the text (roles, separators, instructions for tools) is bounded by generous constants, what they make of
/// files and sound, and what they have kept of earlier turns, by the context window alone.
/// </remarks>
public readonly record struct InputBound
{
    private const long PerRequest = 256;
    private const long PerMessage = 16;

    // The instructions that a provider adds where tools are offered; the largest published figure is below 800.
    private const long WithTools = 1_024;
    private const long PerTool = 32;

    // The dearest published rule: 2,833 tokens and 5,667 for each of at most 8 tiles.
    private const long PerImage = 50_000;

    // Larger than any published context window.
    private const long LargestWindow = 10_000_000;

    private readonly long _tokens;
    private readonly bool _unmeasured;
    private readonly bool _severalPrompts;

    private InputBound(long tokens, bool unmeasured, bool severalPrompts) =>
        (_tokens, _unmeasured, _severalPrompts) = (tokens, unmeasured, severalPrompts);

    /// <summary>The bound of a prompt.</summary>
    /// <param name="sizes">What it measures.</param>
    /// <param name="bodyBytes">Length of the caller's own body; 0 where there is none. Text in it is never shorter than it is unescaped.</param>
    /// <param name="tools">Tools offered.</param>
    /// <param name="unmeasured">Whether it holds files or sound, or goes on from what its provider keeps: then nobody knows its length in tokens beforehand.</param>
    /// <param name="severalPrompts">Whether each of its parts has the model's window to itself, as texts to embed have.</param>
    public static InputBound Of(in PromptSizes sizes, int bodyBytes, int tools, bool unmeasured, bool severalPrompts = false)
    {
        // A body with images in it says nothing of its text.
        var text = Math.Max((long)sizes.Bytes + sizes.ToolBytes, sizes.Images == 0 ? bodyBytes : 0);
        var tokens = text
            + PerRequest
            + (PerMessage * sizes.Messages)
            + (tools > 0 || sizes.ToolBytes > 0 ? WithTools + (PerTool * tools) : 0)
            + (PerImage * sizes.Images);
        return new(tokens, unmeasured, severalPrompts);
    }

    /// <summary>Most tokens at a model with this context window, which refuses longer prompts; 0 for a window that nobody knows.</summary>
    public long Within(int contextWindow)
    {
        long window = contextWindow > 0 ? contextWindow : LargestWindow;
        return _unmeasured ? window : _severalPrompts ? _tokens : Math.Min(_tokens, window);
    }
}
