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
    private readonly TokensByFamily _allInputs;

    public RankedRequest(DecisionInput input)
        : this(input, AnswerLength.Expected(input), QualityNeeds.Of(input, RequiredCapabilities(input)))
    {
    }

    /// <summary>A request of which nothing but this is known.</summary>
    public RankedRequest(DecisionInput input, int expectedOutput, in QualityNeeds needs)
    {
        Input = input;
        _inputTokens = TokensByFamily.Of(input.Features);
        _allInputs = _inputTokens.Times(input.Features.InputMillis);
        MostTokens = (long)_inputTokens.Most + input.Features.MaxOutputTokens.GetValueOrDefault();
        ExpectedOutput = expectedOutput;
        UpperOutput = AnswerLength.Upper(input, expectedOutput);
        AllAnswersExpected = AllAnswers(expectedOutput);
        Required = RequiredCapabilities(input);
        Needs = needs;
        Warm = Warmth(input);
        WarmOrdinal = Warm?.Ordinal ?? -1;
        ReadAs = _allInputs.Most > FlatPrice.MostTokens || AllAnswersExpected > FlatPrice.MostTokens ? Pricing.Unknown
            : input.Hints.SessionId is null ? Pricing.FlatOutsideSessions
            : Pricing.Flat;
    }

    public DecisionInput Input { get; }

    /// <summary>Tokens of the prompt and of the longest answer that the caller names, for the model that cuts them finest.</summary>
    public long MostTokens { get; }

    /// <summary>Tokens that one answer is expected to take.</summary>
    public int ExpectedOutput { get; }

    /// <summary>Tokens that one answer takes at most, by a careful guess.</summary>
    public int UpperOutput { get; }

    /// <summary>Tokens that all the answers asked for are expected to take.</summary>
    public int AllAnswersExpected { get; }

    /// <summary>How much of it is input, by the common middle of all models.</summary>
    public RequestShape Shape => RequestShapes.Of(Math.Max(Input.Features.EstimatedInputTokens, 0), ExpectedOutput);

    /// <summary>What request and caller together require.</summary>
    public Capabilities Required { get; }

    /// <summary>What is asked of a model's quality.</summary>
    public readonly QualityNeeds Needs;

    /// <summary>Where the session's prompt is still cached; null when it is cached nowhere.</summary>
    public Listing? Warm { get; }

    /// <summary>The same by <see cref="Listing.Ordinal"/>; -1 when it is cached nowhere.</summary>
    public int WarmOrdinal { get; }

    /// <summary>The last kind of pricing that says with two figures what this request costs; <see cref="Pricing.Unknown"/> when none does.</summary>
    public Pricing ReadAs { get; }

    /// <summary>Tokens of all the answers asked for, when each takes so many.</summary>
    public int AllAnswers(int tokens) => ExpectedWork.AllAnswers(Input.Features, tokens);

    /// <summary>Tokens of the longest input as a family of models cuts it.</summary>
    public int InputTokens(TokenFamily family) => _inputTokens[(int)family];

    /// <summary>Tokens of all inputs.</summary>
    public int AllInputs(TokenFamily family) => _allInputs[(int)family];

    /// <summary>Those of them that a deployment is expected to read from its cache.</summary>
    public int CachedTokens(Listing listing) =>
        Warm is not null && ReferenceEquals(Warm, listing) ? Math.Min(Input.Session!.CachedTokens, InputTokens(listing.Deployment.TokenFamily)) : 0;

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
