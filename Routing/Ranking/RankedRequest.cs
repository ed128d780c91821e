using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Ranking;

/// <summary>What ranking reads of a request, worked out once.</summary>
internal readonly struct RankedRequest
{
    // Providers keep an unused prompt for five minutes at least; later nobody can count on it.
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(5);

    private readonly TokensByFamily _inputTokens;

    public RankedRequest(DecisionInput input)
    {
        Input = input;
        _inputTokens = TokensByFamily.Of(input.Features);
        MostTokens = (long)_inputTokens.Most + input.Features.MaxOutputTokens.GetValueOrDefault();
        ExpectedOutput = AnswerLength.Expected(input);
        UpperOutput = AnswerLength.Upper(input, ExpectedOutput);
        Required = RequiredCapabilities(input);
        Needs = QualityNeeds.Of(input, Required);
        Warm = Warmth(input);
    }

    /// <summary>A request of which nothing but this is known.</summary>
    public RankedRequest(DecisionInput input, int expectedOutput, in QualityNeeds needs)
        : this(input) => (ExpectedOutput, Needs) = (expectedOutput, needs);

    public DecisionInput Input { get; }

    /// <summary>Tokens of the prompt and of the longest answer that the caller names, for the model that cuts them finest.</summary>
    public long MostTokens { get; }

    /// <summary>Tokens that one answer is expected to take.</summary>
    public int ExpectedOutput { get; }

    /// <summary>Tokens that one answer takes at most, by a careful guess.</summary>
    public int UpperOutput { get; }

    /// <summary>How much of it is input, by the common middle of all models.</summary>
    public RequestShape Shape => RequestShapes.Of(Math.Max(Input.Features.EstimatedInputTokens, 0), ExpectedOutput);

    /// <summary>What request and caller together require.</summary>
    public Capabilities Required { get; }

    /// <summary>What is asked of a model's quality.</summary>
    public readonly QualityNeeds Needs;

    /// <summary>Where the session's prompt is still cached; null when it is cached nowhere.</summary>
    public Listing? Warm { get; }

    /// <summary>Tokens of all the answers asked for, when each takes so many.</summary>
    public int AllAnswers(int tokens) => ExpectedWork.AllAnswers(Input.Features, tokens);

    /// <summary>Tokens of the prompt as a deployment's model cuts them.</summary>
    public int InputTokens(Deployment deployment) => _inputTokens[(int)deployment.TokenFamily];

    /// <summary>Tokens of all inputs, when the longest takes so many.</summary>
    public int AllInputs(int tokens)
    {
        var millis = Input.Features.InputMillis;
        return millis == RequestFeatures.OneInput ? tokens : (int)Math.Min(((tokens * millis) + 999) / 1000, int.MaxValue);
    }

    /// <summary>Those of them that a deployment is expected to read from its cache.</summary>
    public int CachedTokens(Listing listing) =>
        Warm is not null && ReferenceEquals(Warm, listing) ? Math.Min(Input.Session!.CachedTokens, InputTokens(listing.Deployment)) : 0;

    public static Capabilities RequiredCapabilities(DecisionInput input)
    {
        var required = input.Features.RequiredCapabilities | input.Requirements.Capabilities;
        return (required & Capabilities.Embeddings) != 0 ? required : required | Capabilities.Chat;
    }

    private static Listing? Warmth(DecisionInput input) =>
        input.Session is { CachedTokens: > 0 } session && input.Time - session.LastUsed <= CacheLifetime
            ? input.Index.Listing(session.Deployment)
            : null;
}
